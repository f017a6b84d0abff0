using Workers.Contracts;
using Workers.Contracts.Ingestion;
using Workers.Contracts.Transformation;
using Workers.Testing;
using Workers.Transformation.MapProduct;

namespace Transformation.Tests.MapProduct;

public sealed class ProductTests
{
    [Test]
    public async Task A_product_is_announced_only_when_it_is_mapped_and_an_order_asked_for_it()
    {
        await using var harness = await TransformationHarness.Start();
        await harness.Deliver(Orders.Placed(product: "AW-1"), Orders.Placed("a0X2", product: "AW-1"));
        var announcer = harness.Get<ProductAnnouncer>();

        Assert.That(await announcer.Announce(CancellationToken.None), Is.Zero);
        await harness.MapProducts("AW-1", "AW-2");
        Assert.That(await announcer.Announce(CancellationToken.None), Is.EqualTo(1));
        Assert.That(await announcer.Announce(CancellationToken.None), Is.Zero, "not again before its time");

        Assert.That(harness.Published<ProductMapped>().Single(), Has.Property("ProductCode").EqualTo("AW-1").And.Property("NetSuiteItemId").EqualTo(5000));
        Assert.That((await harness.Get<PendingProducts>().All(CancellationToken.None)).Single(), Has.Property("Orders").EqualTo(2).And.Property("IsMapped").True);
    }

    [Test]
    public async Task A_mapping_is_announced_again_while_an_order_still_waits_for_it()
    {
        await using var harness = await TransformationHarness.Start();
        var received = Orders.Placed();
        await harness.Deliver(received);
        await harness.MapProducts("AW-1");
        var announcer = harness.Get<ProductAnnouncer>();
        await announcer.Announce(CancellationToken.None);

        await harness.Database.Admin.Execute("update transformation.pending_product set next_announcement_at = now()", null, CancellationToken.None);
        Assert.That(await announcer.Announce(CancellationToken.None), Is.EqualTo(1));
        await harness.Deliver(new RestageOrder { OrderId = received.OrderId, Version = 1, Attempt = 1 });
        await harness.Database.Admin.Execute("update transformation.pending_product set next_announcement_at = now()", null, CancellationToken.None);

        Assert.That(await announcer.Announce(CancellationToken.None), Is.Zero, "the order was staged with the product");
    }

    [Test]
    public async Task The_loop_announces_what_an_upload_could_not()
    {
        await using var harness = await TransformationHarness.Start(announceEvery: TimeSpan.FromSeconds(1));
        await harness.Deliver(Orders.Placed());
        await harness.MapProducts("AW-1");

        await Eventually.True(() => harness.Published<ProductMapped>().Count == 1, "the product is announced");
    }

    [Test]
    public async Task An_upload_tells_new_changed_and_unchanged_apart()
    {
        await using var harness = await TransformationHarness.Start();
        var store = harness.Get<ProductStore>();
        Product[] products = [new() { ProductCode = "AW-1", NetsuiteItemId = 1 }, new() { ProductCode = "AW-2", NetsuiteItemId = 2 }];

        var first = await store.Upsert(products, "dana", CancellationToken.None);
        var second = await store.Upsert([products[0], new() { ProductCode = "AW-2", NetsuiteItemId = 3 }], "dana", CancellationToken.None);

        Assert.That(first.Select(change => change.IsNew), Is.EqualTo(new[] { true, true }));
        Assert.That(second, Is.EqualTo(new[] { new ProductChange("AW-2", false) }));
        Assert.That(await harness.Count("select count(*) from orders.audit_log where event_type = 'PRODUCTS_MAPPED' and user_id = 'dana'"), Is.EqualTo(2));
    }

    [TestCase(false, true, null, TestName = "A mapped product goes on")]
    [TestCase(true, true, null, TestName = "A custom product that is mapped goes on")]
    [TestCase(true, null, "CUSTOM_PRODUCT", TestName = "A custom product that is not mapped waits")]
    [TestCase(false, null, "UNKNOWN_PRODUCT", TestName = "An unknown product waits")]
    [TestCase(false, false, "PRODUCT_BLOCKED", TestName = "A blocked product waits")]
    public async Task The_product_decides_the_line(bool custom, bool? active, string? expected)
    {
        await using var harness = await TransformationHarness.Start();
        if (active is { } isActive)
            await harness.Get<ProductStore>().Upsert([new Product { ProductCode = "AW-1", NetsuiteItemId = 1, Name = "Jersey", IsActive = isActive }], "dana", CancellationToken.None);

        await harness.Deliver(Orders.Received(Orders.Document() with { Lines = [Orders.Line() with { IsCustomProduct = custom }] }));

        var staged = harness.Published<OrderStaged>().Single();
        Assert.That(staged.ReviewCode, Is.EqualTo(expected));
        Assert.That(staged.Order!.Lines.Single().ProductStatus, Is.EqualTo(expected switch { null => "MATCHED", "PRODUCT_BLOCKED" => "FAILED", _ => "PENDING_CREATION" }));
        if (expected is not null) Assert.That(staged.ReviewReason, Does.Contain("AW-1"));
    }
}
