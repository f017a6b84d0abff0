using Workers.Simulators;

namespace Simulators.Tests;

internal sealed class As400Tests
{
    [Test]
    public async Task A_customer_comes_in_fixed_widths()
    {
        await using var sim = await Sim.Start();

        var text = await (await sim.As400("CUST-2")).Content.ReadAsStringAsync();
        var customer = (await (await sim.As400("cust-2")).Json()).GetProperty("customer");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(customer.Text("name"), Is.EqualTo("Around the Horn".PadRight(50)));
            Assert.That(customer.Text("customerId"), Does.EndWith(" ").And.StartsWith("CUST-2"));
            Assert.That(customer.Text("taxId").Trim(), Is.Empty);
            Assert.That(customer.Text("status"), Is.EqualTo("A"));
            Assert.That(customer.GetProperty("creditLimit").GetDecimal(), Is.EqualTo(1200.5m));
            Assert.That(text, Does.Contain("\"pastDue\":10.00"));
        }
    }

    [TestCase("CUST-9", "01")]
    [TestCase("CUST-1", "02")]
    public async Task An_unknown_customer_or_company_is_not_found(string customer, string company)
    {
        await using var sim = await Sim.Start();

        Assert.That((int)(await sim.As400(customer, company: company)).StatusCode, Is.EqualTo(404));
    }

    [Test]
    public async Task A_held_customer_has_status_h()
    {
        await using var sim = await Sim.Start();
        await sim.Put("/_seed/customers", """[{"as400CustomerId":"CUST-3","companyName":"Held","creditHold":true,"openOrders":12.5}]""");

        var customer = (await (await sim.As400("CUST-3")).Json()).GetProperty("customer");

        Assert.That((customer.Text("status"), customer.Text("openOrders")), Is.EqualTo(("H", "12.50")));
    }

    [Test]
    public async Task Three_failed_sign_ons_disable_the_profile_for_the_right_password_too()
    {
        await using var sim = await Sim.Start(new() { As400 = { User = "user", Password = "password" } });
        for (var attempt = 0; attempt < 3; attempt++)
            await sim.As400("CUST-1", "user:wrong");

        var right = await sim.As400("CUST-1");
        var totals = (await sim.Ledger("as400/calls?summary=true")).GetProperty("byStatus");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)right.StatusCode, Is.EqualTo(401));
            Assert.That(await right.Content.ReadAsStringAsync(), Does.Contain("CWBSY0011"));
            Assert.That(totals.GetProperty("401").GetInt32(), Is.EqualTo(4));
        }
    }

    [Test]
    public async Task Without_credentials_there_is_no_sign_on()
    {
        await using var sim = await Sim.Start();

        Assert.That((int)(await sim.As400("CUST-1", null)).StatusCode, Is.EqualTo(401));
    }

    [TestCase("2026-10-01T23:30:00Z", 503)]
    [TestCase("2026-10-01T01:59:00Z", 503)]
    [TestCase("2026-10-01T02:00:00Z", 200)]
    [TestCase("2026-10-01T12:00:00Z", 200)]
    public async Task In_the_nightly_window_nothing_answers(string time, int status)
    {
        var clock = new ManualClock();
        clock.Set(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
        await using var sim = await Sim.Start(new() { As400 = { NightlyWindow = "22:00-02:00" } }, clock);

        Assert.That((int)(await sim.As400("CUST-1")).StatusCode, Is.EqualTo(status));
    }
}
