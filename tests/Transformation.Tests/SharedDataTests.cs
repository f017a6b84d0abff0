using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Workers.Contracts.Ingestion;
using Workers.Testing;
using Workers.Transformation;
using Workers.Transformation.DryRun;
using Workers.Transformation.MapProduct;
using Workers.Transformation.StageOrder;
using Workers.Transformation.Subsidiary;

namespace Transformation.Tests;

/// <summary>The shared sample: 776 orders from 21 countries, 209 products, and the settings that the service ships with.</summary>
public sealed class SharedDataTests
{
    [Test]
    public void Every_order_of_the_sample_is_staged_with_all_products_and_a_subsidiary_by_country_or_matrix()
    {
        var products = JsonSerializer.Deserialize<Product[]>(File.ReadAllText(Repository.SharedData("orders/products.json")), JsonSerializerOptions.Web)!.ToDictionary(p => p.ProductCode);
        var service = Path.Combine(Repository.Root, "services", "transformation");
        var options = new ConfigurationBuilder().AddJsonFile(Path.Combine(service, "appsettings.json")).Build().GetSection(TransformationOptions.Section).Get<TransformationOptions>()!;
        var matrix = MatrixReader.Read(Path.Combine(service, options.MatrixFile));
        var methods = new List<string>();
        var orders = File.ReadLines(Repository.SharedData("orders/order-events.jsonl")).Select(line => DryRunEndpoint.Read(JsonNode.Parse(line)!.AsObject(), DateTimeOffset.UnixEpoch)).ToList();

        using var _ = Assert.EnterMultipleScope();
        foreach (var received in orders)
        {
            var result = OrderNormalizer.Normalize(received.Order!);
            if (result.Order is not { } order)
            {
                Assert.Fail($"{received.Order!.OrderNumber}: {result.Rejection!.Reason}");
                continue;
            }
            var billing = order.Customer.BillingAddress!;
            var subsidiary = SubsidiaryRule.Decide(new(billing.CountryCode, billing.Region, order.CurrencyCode, received.Source, null), options.SubsidiaryByCountry, matrix);
            var staged = OrderStaging.Stage(received, 0, order, "PROV-2026-000001", subsidiary, products);
            Assert.That(staged.ReviewReason, Is.Null, order.OrderNumber);
            Assert.That(staged.Order!.OrderTotal, Is.EqualTo(received.Order!.OrderTotal), order.OrderNumber);
            methods.Add(staged.Order.SubsidiaryMethod);
        }
        Assert.That(orders.Sum(order => order.Order!.OrderTotal), Is.EqualTo(1_779_342.72m));
        Assert.That((methods.Count(method => method == "COUNTRY"), methods.Count), Is.EqualTo((502, 776)), "the others are decided by the matrix");
    }
}
