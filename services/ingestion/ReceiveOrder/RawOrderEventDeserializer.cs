using System.Net.Mime;
using System.Text;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Workers.Ingestion.ReceiveOrder;

/// <summary>
/// Gives every message of an endpoint to the consumer as bytes, whatever they are, so that nothing can fail before it is stored.
/// The message id is not taken over: a batch keeps only one of two messages with equal ids.
/// </summary>
internal sealed class RawOrderEventDeserializer : IMessageDeserializer
{
    public static readonly ContentType AnyContent = new("application/vnd.workers.raw");

    public ContentType ContentType => AnyContent;

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, new RawContext(ToRaw(receiveContext), receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        new RawContext(new RawOrderEvent { Body = body.GetBytes() }, destinationAddress);

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public void Probe(ProbeContext context) => context.CreateScope("raw");

    private static RawOrderEvent ToRaw(ReceiveContext context)
    {
        context.TryGetPayload<RabbitMqBasicConsumeContext>(out var rabbit);
        return new()
        {
            Body = context.Body.GetBytes(),
            RoutingKey = rabbit?.RoutingKey,
            ContentType = rabbit?.Properties.ContentType,
            TraceParent = HeaderText(rabbit, "traceparent"),
        };
    }

    private static string? HeaderText(RabbitMqBasicConsumeContext? rabbit, string name) =>
        rabbit?.Properties.Headers?.TryGetValue(name, out var value) == true
            ? value switch { byte[] bytes => Encoding.ASCII.GetString(bytes), string text => text, _ => null }
            : null;

    private sealed class RawContext(RawOrderEvent message, Uri? address) : SystemTextJsonSerializerContext(
        SystemTextJsonMessageSerializer.Instance, SystemTextJsonMessageSerializer.Options, AnyContent,
        new RawMessageContext(EmptyHeaders.Instance, address!, RawSerializerOptions.Default),
        [MessageUrn.ForTypeString<RawOrderEvent>()], message: message)
    {
        public override bool TryGetMessage(Type messageType, out object message)
        {
            message = Message;
            return messageType == typeof(RawOrderEvent);
        }

        // Asked for when a message moves to the error queue: its bytes go there as they came.
        public override IMessageSerializer GetMessageSerializer() =>
            new SystemTextJsonRawMessageSerializer();

        public override Dictionary<string, object> ToDictionary<T>(T? value) where T : class =>
            value is null ? [] : JsonSerializer.SerializeToElement(value, Options).Deserialize<Dictionary<string, object>>()!;
    }
}

/// <summary>Makes <see cref="RawOrderEventDeserializer"/> the only reader of an endpoint.</summary>
internal sealed class RawOrderEventSerializerFactory : ISerializerFactory
{
    public ContentType ContentType => RawOrderEventDeserializer.AnyContent;

    public IMessageSerializer CreateSerializer() => throw new NotSupportedException("Raw order events are received, never sent.");

    public IMessageDeserializer CreateDeserializer() => new RawOrderEventDeserializer();
}
