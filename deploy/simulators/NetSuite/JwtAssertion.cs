using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>Reads a client assertion and says what is wrong with it.</summary>
internal static class JwtAssertion
{
    public const string TokenPath = "/services/rest/auth/oauth2/v1/token";

    /// <summary>An OAuth error code with words, or null when the assertion is good.</summary>
    public static (string Error, string Description)? Problem(string assertion, NetSuiteSettings settings, AsymmetricAlgorithm? key, DateTimeOffset now)
    {
        var parts = assertion.Split('.');
        if (parts.Length != 3 || Part(parts[0]) is not { } header || Part(parts[1]) is not { } payload)
            return ("invalid_client", "The client assertion is not a JWT.");

        var algorithm = header.Text("alg") ?? "";
        if (algorithm is not ("PS256" or "PS384" or "PS512" or "ES256" or "ES384" or "ES512"))
            return ("invalid_client", $"The algorithm '{algorithm}' is not accepted; use PS256, PS384, PS512, ES256, ES384 or ES512.");
        if (string.IsNullOrEmpty(header.Text("kid")) || (settings.CertificateId.Length > 0 && header.Text("kid") != settings.CertificateId))
            return ("invalid_client", "The certificate id (kid) is not known.");
        if (ClaimProblem(payload, settings, now) is { } claim)
            return claim;
        return key is not null && !Verifies(parts, algorithm, key)
            ? ("invalid_client", "The signature of the client assertion does not match the certificate.")
            : null;
    }

    /// <summary>The public key of a PEM file with a certificate or a bare key, EC or RSA.</summary>
    public static AsymmetricAlgorithm? LoadKey(string path)
    {
        if (path.Length == 0)
            return null;

        var pem = File.ReadAllText(path);
        if (pem.Contains("CERTIFICATE", StringComparison.Ordinal))
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.GetECDsaPublicKey() as AsymmetricAlgorithm ?? certificate.GetRSAPublicKey();
        }

        try
        {
            var curve = ECDsa.Create();
            curve.ImportFromPem(pem);
            return curve;
        }
        catch (CryptographicException)
        {
            var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa;
        }
    }

    private static (string, string)? ClaimProblem(JsonElement payload, NetSuiteSettings settings, DateTimeOffset now)
    {
        var issuer = payload.Text("iss");
        if (string.IsNullOrEmpty(issuer) || (settings.ClientId.Length > 0 && issuer != settings.ClientId))
            return ("invalid_client", "The issuer (iss) is not the client id of an integration.");
        if (!Texts(payload, "aud").Any(audience => audience.EndsWith(TokenPath, StringComparison.Ordinal)))
            return ("invalid_grant", "The audience (aud) is not the token endpoint.");
        if (!Texts(payload, "scope").SelectMany(scope => scope.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)).Contains("rest_webservices"))
            return ("invalid_scope", "The scope rest_webservices is missing.");
        if (payload.Member("iat")?.TryGetInt64(out var issued) is not true || payload.Member("exp")?.TryGetInt64(out var expires) is not true)
            return ("invalid_grant", "iat and exp must be numbers of seconds.");

        var seconds = now.ToUnixTimeSeconds();
        if (issued > seconds + 60 || expires <= seconds)
            return ("invalid_grant", "The client assertion is not valid now (iat, exp).");
        return expires - issued > 3600 ? ("invalid_grant", "exp is more than 60 minutes after iat.") : null;
    }

    private static IEnumerable<string> Texts(JsonElement payload, string name) => payload.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };

    private static JsonElement? Part(string text) =>
        Base64Url.IsValid(text) ? JsonText.Parse(Base64Url.DecodeFromChars(text)) : null;

    private static bool Verifies(string[] parts, string algorithm, AsymmetricAlgorithm key)
    {
        if (!Base64Url.IsValid(parts[2]))
            return false;

        var signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
        var signature = Base64Url.DecodeFromChars(parts[2]);
        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        return key switch
        {
            ECDsa curve when algorithm.StartsWith("ES", StringComparison.Ordinal) => curve.VerifyData(signed, signature, hash),
            RSA rsa when algorithm.StartsWith("PS", StringComparison.Ordinal) => rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pss),
            _ => false,
        };
    }
}
