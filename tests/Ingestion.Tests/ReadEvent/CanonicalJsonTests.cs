using System.Text.Json;
using System.Text.Json.Nodes;
using Ingestion.Tests.Support;
using Workers.Ingestion.ReadEvent;

namespace Ingestion.Tests.ReadEvent;

public sealed class CanonicalJsonTests
{
    [TestCase("""{"a":1,"b":2}""", """{ "b" : 2, "a" : 1 }""", TestName = "The order of properties does not count")]
    [TestCase("""{"a":1}""", """{"a":1.0}""", TestName = "Decimals of zero do not count")]
    [TestCase("""{"a":100}""", """{"a":1e2}""", TestName = "The way a number is written does not count")]
    [TestCase("""{"a":0}""", """{"a":-0.00}""", TestName = "Zero is zero")]
    [TestCase("""{"a":"é"}""", """{"a":"\u00e9"}""", TestName = "An escaped character is the character")]
    [TestCase("""{"a":1,"b":null}""", """{"a":1}""", TestName = "Null is as good as absent")]
    public void Equal_contents(string left, string right) => Assert.That(Hash(left), Is.EqualTo(Hash(right)));

    [TestCase("""{"a":1}""", """{"a":"1"}""", TestName = "A text is not a number")]
    [TestCase("""{"a":[1,2]}""", """{"a":[2,1]}""", TestName = "The order of items counts")]
    [TestCase("""{"a":1}""", """{"a":1.0000000000000000000000000000000001}""", TestName = "No digit is lost")]
    [TestCase("""{"a":null,"b":1}""", """{"b":null,"a":1}""", TestName = "Names count")]
    [TestCase("""{"a":{}}""", """{"a":[]}""", TestName = "An object is not a list")]
    public void Different_contents(string left, string right) => Assert.That(Hash(left), Is.Not.EqualTo(Hash(right)));

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public bool Any_order_of_properties_gives_the_same_hash(int seed)
    {
        var shuffled = (JsonObject)Shuffle(SampleOrder.Event(), new Random(seed))!;
        return Hash(shuffled.ToJsonString()).SequenceEqual(Hash(SampleOrder.Event().ToJsonString()));
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public bool A_number_equals_itself_however_it_is_scaled(int digits, byte zeros)
    {
        var scaled = $"{digits}{new string('0', zeros % 40)}e-{zeros % 40}";
        return JsonNumber.Read($"{digits}").Canonical == JsonNumber.Read(scaled).Canonical
            && JsonNumber.Read(scaled).TryDecimal(out var value) && value == digits;
    }

    private static JsonNode? Shuffle(JsonNode? node, Random random)
    {
        if (node is JsonArray array) return new JsonArray([.. array.Select(item => Shuffle(item, random))]);
        if (node is not JsonObject entries) return node?.DeepClone();
        var properties = entries.Select(property => KeyValuePair.Create(property.Key, Shuffle(property.Value, random))).ToArray();
        random.Shuffle(properties);
        return new JsonObject(properties);
    }

    private static byte[] Hash(string json) => CanonicalJson.Hash(JsonDocument.Parse(json).RootElement);
}
