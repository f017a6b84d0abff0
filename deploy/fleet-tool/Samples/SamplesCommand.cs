using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Workers.Fleet.Home;

namespace Workers.Fleet.Samples;

/// <summary>Writes the sample data of deploy/samples. It is committed; the verb is how it was made.</summary>
internal static class SamplesCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(FleetHome home)
    {
        var directory = new Argument<string>("DIRECTORY") { Description = "Where to write.", DefaultValueFactory = _ => home.Deploy("samples") };
        var orders = new Option<int>("--orders") { Description = "How many orders.", DefaultValueFactory = _ => 240 };
        var customers = new Option<int>("--customers") { Description = "How many customers.", DefaultValueFactory = _ => 72 };
        var seed = new Option<int>("--seed") { Description = "Other numbers give other data.", DefaultValueFactory = _ => 1001 };
        var command = new Command("samples", "Write invented customers, products and orders; the same numbers give the same files.") { directory, orders, customers, seed };
        command.Hidden = true;
        command.SetAction(parsed => Write(parsed.GetRequiredValue(directory), parsed.GetValue(orders), parsed.GetValue(customers), parsed.GetValue(seed), "SO-"));
        return command;
    }

    public static void Write(string directory, int orders, int customers, int seed, string prefix)
    {
        // The same numbers shall give the same files; nothing here guards a secret.
#pragma warning disable CA5394
        var random = new Random(seed);
#pragma warning restore CA5394
        Directory.CreateDirectory(directory);
        var (buyers, products) = (SampleCustomers.Make(customers, random), SampleProducts.Make(random));
        WriteLines(Path.Combine(directory, "customers.json"), buyers.Select(buyer => JsonSerializer.Serialize(buyer, Json)), array: true);
        WriteLines(Path.Combine(directory, "products.json"), products.Select(product => JsonSerializer.Serialize(product, Json)), array: true);
        WriteLines(Path.Combine(directory, "orders.jsonl"), new SampleOrders(buyers, products, random).Make(orders, prefix).Select(order => order.ToJsonString(Json)), array: false);
    }

    // One record per line also inside an array, so that a change of the data reads well.
    private static void WriteLines(string path, IEnumerable<string> records, bool array) =>
        File.WriteAllText(path, (array ? "[\n" : "") + string.Join(array ? ",\n" : "\n", records) + (array ? "\n]\n" : "\n"));
}
