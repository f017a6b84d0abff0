using System.Text.Json;

namespace Workers.Simulators.Http;

/// <summary>A whole answer, not yet sent: a fault may still replace, cut or delay it.</summary>
internal sealed class VendorReply(int status, byte[] body, string contentType)
{
    public const string Json = "application/json;charset=utf-8";

    public int Status { get; } = status;

    public byte[] Body { get; } = body;

    public string ContentType { get; } = contentType;

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public VendorReply With(string header, string value)
    {
        Headers.Add(new(header, value));
        return this;
    }

    public static VendorReply Empty(int status) => new(status, [], "");

    public static VendorReply Write(int status, Action<Utf8JsonWriter> write, string contentType = Json) =>
        new(status, JsonText.Utf8(write), contentType);
}
