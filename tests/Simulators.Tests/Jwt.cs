using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Simulators.Tests;

/// <summary>Client assertions, good and bad.</summary>
internal static class Jwt
{
    public static string Assertion(
        string baseUrl, string algorithm = "ES256", DateTimeOffset? now = null, int life = 300, string scope = "rest_webservices", string? audience = null, AsymmetricAlgorithm? key = null, string kid = "certificate-1")
    {
        var issued = (now ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds();
        var header = $$"""{"typ":"JWT","alg":"{{algorithm}}","kid":"{{kid}}"}""";
        var payload = $$"""{"iss":"client-1","scope":"{{scope}}","aud":"{{audience ?? baseUrl + "/netsuite/services/rest/auth/oauth2/v1/token"}}","iat":{{issued}},"exp":{{issued + life}}}""";
        var signed = Encode(header) + "." + Encode(payload);
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = key switch
        {
            ECDsa curve => curve.SignData(bytes, HashAlgorithmName.SHA256),
            RSA rsa => rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => [1, 2, 3],
        };
        return signed + "." + Base64Url.EncodeToString(signature);
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
