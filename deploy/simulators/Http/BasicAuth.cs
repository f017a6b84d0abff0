using System.Text;

namespace Workers.Simulators.Http;

internal static class BasicAuth
{
    public static (string? User, string Password) Read(VendorRequest request)
    {
        var header = request.Header("Authorization");
        if (header is null || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return (null, "");

        Span<byte> bytes = stackalloc byte[1024];
        if (header.Length > 1024 || !Convert.TryFromBase64String(header[6..].Trim(), bytes, out var length))
            return (null, "");

        var text = Encoding.UTF8.GetString(bytes[..length]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
    }
}
