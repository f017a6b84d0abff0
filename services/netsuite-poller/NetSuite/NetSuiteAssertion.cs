using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Workers.NetSuitePoller.NetSuite;

/// <summary>The signed statement that is exchanged for an access token: ES256 with an EC key, PS256 with an RSA key. RS256 is not accepted there.</summary>
internal static class NetSuiteAssertion
{
    public static string Sign(string pem, string certificateId, string clientId, string tokenUrl, DateTimeOffset now)
    {
        using var curve = TryCurve(pem);
        using var rsa = curve is null ? Rsa(pem) : null;
        var text = Part(new { typ = "JWT", alg = curve is null ? "PS256" : "ES256", kid = certificateId }) + "." + Part(new
        {
            iss = clientId,
            scope = "rest_webservices",
            aud = tokenUrl,
            // Clocks differ: a statement from the future would be refused.
            iat = now.AddSeconds(-30).ToUnixTimeSeconds(),
            exp = now.AddMinutes(10).ToUnixTimeSeconds(),
        });
        var bytes = Encoding.ASCII.GetBytes(text);
        var signature = curve is not null
            ? curve.SignData(bytes, HashAlgorithmName.SHA256)
            : rsa!.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        return text + "." + Base64Url.EncodeToString(signature);
    }

    private static string Part(object claims) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));

    private static ECDsa? TryCurve(string pem)
    {
        var curve = ECDsa.Create();
        try
        {
            curve.ImportFromPem(pem);
            return curve;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            curve.Dispose();
            return null;
        }
    }

    private static RSA Rsa(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return rsa;
    }
}
