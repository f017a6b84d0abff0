using Workers.Contracts.Correlation;
using Workers.Contracts.Ingestion;
using Workers.Contracts.Orders;

namespace Correlation.Tests.FindCustomer;

public sealed class CorrelateCustomerConsumerTests
{
    [Test]
    public async Task A_known_salesforce_account_names_the_customer()
    {
        await using var harness = await CorrelationHarness.Start(Samples.Acme, Samples.Zenith, Samples.AcmeTwin);
        var command = Samples.Command(new CustomerDetails { SalesforceAccountId = Samples.AcmeAccount[..15], Name = "ACME Industrial Supply", Email = "Jane.Roe@acme-industrial.example" });

        await harness.Deliver(command);

        var answer = harness.Published<CustomerCorrelated>().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((answer.OrderId, answer.NetSuiteCustomerId, answer.Method, answer.Confidence), Is.EqualTo((command.OrderId, 1001, "SALESFORCE_ID", 0.99m)));
            Assert.That(answer.Reason, Is.EqualTo("SALESFORCE_ID 001Ax00000BcDeFIAV names customer 1001 Acme Industrial Supply, Inc."));
            Assert.That((answer.As400CustomerId, answer.As400Company, answer.DunsNumber), Is.EqualTo(("CUST-41001", "01", "179946891")));
            Assert.That(await harness.Count("select count(*) from orders.audit_log where event_type = 'CUSTOMER_CORRELATED'"), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_redelivered_command_publishes_the_first_decision_again()
    {
        await using var harness = await CorrelationHarness.Start();
        var command = Samples.Command(new CustomerDetails { SalesforceAccountId = Samples.AcmeAccount });
        await harness.Deliver(command);
        await harness.Upload(Samples.Acme);

        await harness.Deliver(command);

        Assert.That(harness.Published<CorrelationNeedsReview>(), Has.Count.EqualTo(2).And.All.Property("Code").EqualTo("NO_CANDIDATE"));
        Assert.That(harness.Published<CustomerCorrelated>(), Is.Empty, "only a new attempt is decided anew");
        await harness.Deliver(command with { Attempt = 1 });
        Assert.That(harness.Published<CustomerCorrelated>().Single(), Has.Property("Attempt").EqualTo(1));
        Assert.That(await harness.Count("select count(*) from orders.audit_log"), Is.EqualTo(2));
    }

    [Test]
    public async Task The_same_commands_in_many_batches_at_once_are_recorded_once()
    {
        await using var harness = await CorrelationHarness.Start(Samples.Acme, Samples.Zenith);
        var commands = Enumerable.Range(0, 40)
            .Select(index => Samples.Command(new CustomerDetails { As400CustomerId = index % 2 == 0 ? "CUST-41001" : "cust-41002 " })).ToArray();

        await harness.Deliver(Enumerable.Range(0, 3).SelectMany(_ => commands).OrderBy(_ => Guid.NewGuid()).ToArray());

        Assert.That(harness.Published<CustomerCorrelated>(), Has.Count.EqualTo(120).And.All.Property("Method").EqualTo("AS400_ID"));
        Assert.That(await harness.Count("select count(*) from correlation_decision"), Is.EqualTo(40));
        Assert.That(await harness.Count("select count(*) from orders.audit_log"), Is.EqualTo(40));
    }

    [Test]
    public async Task A_later_attempt_that_arrives_first_keeps_its_own_answer()
    {
        await using var harness = await CorrelationHarness.Start(Samples.Acme, Samples.Zenith);
        var first = Samples.Command(new CustomerDetails { Name = "Acme Industrial Supply" });

        await harness.Deliver(first with { Attempt = 1, ChosenNetSuiteCustomerId = 1001, ChosenBy = "dana" });
        await harness.Deliver(first);

        Assert.That(harness.Published<CustomerCorrelated>().Single(), Has.Property("Method").EqualTo("CONFIRMED").And.Property("Attempt").EqualTo(1).And.Property("Confidence").EqualTo(1.00m));
        Assert.That(harness.Published<CorrelationNeedsReview>().Single(), Has.Property("Code").EqualTo("LOW_CONFIDENCE").And.Property("Attempt").EqualTo(0));
        Assert.That(await harness.Count("select count(*) from review"), Is.Zero, "the latest attempt is decided");
    }

    [Test]
    public async Task A_command_that_cannot_be_recorded_goes_to_review_alone_with_a_readable_reason()
    {
        await using var harness = await CorrelationHarness.Start(Samples.Acme);
        var commands = Enumerable.Range(0, 10).Select(_ => Samples.Command(new CustomerDetails { DunsNumber = "17-994-6891" })).ToArray();
        await harness.Database.Admin.Execute(
            $"alter table correlation.correlation_decision add constraint refuse check (order_id <> '{commands[3].OrderId}')", null, CancellationToken.None);

        await harness.Deliver(commands);

        Assert.That(harness.Published<CustomerCorrelated>(), Has.Count.EqualTo(9).And.All.Property("Method").EqualTo("DUNS"));
        Assert.That(harness.Published<StepFailed>().Single(),
            Has.Property("OrderId").EqualTo(commands[3].OrderId).And.Property("Step").EqualTo("CORRELATION").And.Property("Reason").Contains("refuse"));
        Assert.That(harness.Bus.Faults<CorrelateCustomer>(), Is.Empty);
    }

    [Test]
    public async Task A_choice_is_remembered_for_the_channels_customer_until_it_is_revoked()
    {
        await using var harness = await CorrelationHarness.Start(Samples.Acme, Samples.Zenith);
        var customer = new CustomerDetails { SalesforceAccountId = "0010sK4GEwpaHEpANM", Name = "Acme Nevada" };
        await harness.Deliver(Samples.Command(customer, chosen: 1001));

        await harness.Deliver(Samples.Command(customer));
        var link = (await harness.Get<Workers.Correlation.ShowCorrelation.LinkStore>().InForce(CancellationToken.None)).Single();
        await harness.Get<Workers.Correlation.ShowCorrelation.LinkStore>().Revoke(link.LinkId, "dana", "wrong site", CancellationToken.None);
        await harness.Deliver(Samples.Command(customer));

        Assert.That(harness.Published<CustomerCorrelated>().Select(answer => (answer.Method, answer.NetSuiteCustomerId)), Is.EqualTo(new[] { ("CONFIRMED", 1001L), ("CONFIRMED", 1001L) }));
        Assert.That(harness.Published<CorrelationNeedsReview>().Single().Code, Is.EqualTo("NO_CANDIDATE"));
        Assert.That(await harness.Count("select count(*) from confirmed_link where revoked_at is not null"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_newer_choice_replaces_the_older_one_and_an_unknown_customer_is_refused()
    {
        await using var harness = await CorrelationHarness.Start(Samples.Acme, Samples.Zenith);
        var customer = new CustomerDetails { Name = "Acme Nevada", Email = "new.person@acme-nevada.example" };
        await harness.Deliver(Samples.Command(customer, chosen: 1001));
        await harness.Deliver(Samples.Command(customer, chosen: 1002));
        await harness.Deliver(Samples.Command(customer, chosen: 4711));

        await harness.Deliver(Samples.Command(customer));

        Assert.That(harness.Published<CustomerCorrelated>().Select(answer => answer.NetSuiteCustomerId), Is.EqualTo(new[] { 1001L, 1002L, 1002L }));
        Assert.That(harness.Published<CorrelationNeedsReview>().Single().Reason, Does.Contain("4711").And.Contain("not in the master data"));
    }

    [TestCase("einkauf@acme-industrial.example", TestName = "A choice for a role mailbox is not remembered")]
    [TestCase("someone@gmail.com", TestName = "A choice for a free-mail address is not remembered")]
    [TestCase("jane.roe@acme-industrial.example", TestName = "A choice for a mailbox that two customers share is not remembered")]
    public async Task A_choice_is_not_remembered_for_a_shared_mailbox(string email)
    {
        await using var harness = await CorrelationHarness.Start(Samples.Acme, Samples.AcmeTwin);

        await harness.Deliver(Samples.Command(new CustomerDetails { Name = "Acme", Email = email }, chosen: 1001));

        Assert.That(harness.Published<CustomerCorrelated>().Single().Method, Is.EqualTo("CONFIRMED"));
        Assert.That(await harness.Count("select count(*) from confirmed_link"), Is.Zero);
    }
}
