using System.Text.Json.Nodes;
using Workers.Testing;

namespace Fleet.Tests;

/// <summary>Compares the vendors' ledgers with the orders that were published.</summary>
internal sealed class LedgerCheck(FleetUnderTest fleet)
{
    /// <summary>Waits until every order has its sales order and its item with all subitems, then checks each to the cent and that there is no second one.</summary>
    public async Task EveryOrderStandsOnce(IReadOnlyList<JsonObject> orders, TimeSpan within)
    {
        await Eventually.True(async () => await Missing(orders) == 0, $"{orders.Count} orders have a sales order and a complete item", within);

        var sales = await SalesOrders();
        var items = await Items();
        var subitems = await Subitems();
        var products = OrderData.Products.ToDictionary(product => product!["productCode"]!.GetValue<string>(), product => product!["netsuiteItemId"]!.ToString());
        var customers = OrderData.Customers.ToDictionary(customer => customer!["salesforceAccountId"]!.GetValue<string>(), customer => customer!["netsuiteCustomerId"]!.ToString());
        using (Assert.EnterMultipleScope())
            foreach (var order in orders)
            {
                var id = order.ExternalId();
                Assert.That(sales[id].Count(), Is.EqualTo(1), $"sales orders of {id}");
                Assert.That(items[id].Count(), Is.EqualTo(1), $"items of {id}");
                Assert.That(subitems[items[id].First()["id"]!.ToString()].Count(), Is.EqualTo(order.Subitems()), $"subitems of {id}");
                CheckSalesOrder(order, sales[id].First(), products, customers);
            }
    }

    public async Task<ILookup<string, JsonNode>> SalesOrders() =>
        (await fleet.Ledger("netsuite/sales-orders")).Where(order => order!["deleted"]?.GetValue<bool>() != true)
        .ToLookup(order => order!["externalId"]?.ToString() ?? "", order => order!);

    public async Task<ILookup<string, JsonNode>> Items() =>
        (await fleet.Ledger("monday/items")).Where(IsActive).ToLookup(item => Column(item!, "external_id") ?? "", item => item!);

    public async Task<ILookup<string, JsonNode>> Subitems() =>
        (await fleet.Ledger("monday/subitems")).Where(IsActive).ToLookup(item => item!["parentItemId"]!.ToString(), item => item!);

    /// <summary>The text of a column of an item in the ledger.</summary>
    public static string? Column(JsonNode item, string column)
    {
        var value = item["columnValues"]?[column];
        return value is JsonObject entry ? (entry["text"] ?? entry["value"])?.ToString() : value?.ToString();
    }

    private async Task<int> Missing(IReadOnlyList<JsonObject> orders)
    {
        var (sales, items, subitems) = (await SalesOrders(), await Items(), await Subitems());
        return orders.Count(order => !sales.Contains(order.ExternalId()) || !items.Contains(order.ExternalId())
            || subitems[items[order.ExternalId()].First()["id"]!.ToString()].Count() < order.Subitems());
    }

    private static bool IsActive(JsonNode? item) => (item!["state"]?.ToString() ?? "active") == "active";

    private static void CheckSalesOrder(
        JsonObject order, JsonNode sales, Dictionary<string, string> products, Dictionary<string, string> customers)
    {
        var id = order.ExternalId();
        var lines = sales["lines"]!.AsArray();
        Assert.That(sales["entity"]!.ToString(), Is.EqualTo(customers[order["customer"]!["salesforceAccountId"]!.ToString()]), $"customer of {id}");
        Assert.That(sales["total"]!.GetValue<decimal>(), Is.EqualTo(order["orderTotal"]!.GetValue<decimal>()), $"total of {id}");
        Assert.That(lines, Has.Count.EqualTo(order["lines"]!.AsArray().Count), $"lines of {id}");
        foreach (var (sold, line) in lines.Zip(order["lines"]!.AsArray()))
        {
            Assert.That(sold!["item"]!.ToString(), Is.EqualTo(products[line!["productCode"]!.ToString()]), $"item of {id}");
            Assert.That(sold["quantity"]!.GetValue<decimal>(), Is.EqualTo(line["quantity"]!.GetValue<decimal>()), $"quantity of {id}");
            Assert.That(sold["amount"]!.GetValue<decimal>(), Is.EqualTo(line["lineTotal"]!.GetValue<decimal>()), $"amount of {id}");
        }
    }
}
