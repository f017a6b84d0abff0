using FsCheck;
using FsCheck.Fluent;
using Workers.CreditCheck.CheckCredit;
using CheckCreditCommand = Workers.Contracts.Credit.CheckCredit;

namespace CreditCheck.Tests.CheckCreditSlice;

internal sealed class CreditPolicyTests
{
    private static readonly CreditRules Rules = new("USD", new Dictionary<string, decimal> { ["EUR"] = 1.10m }, 250, 0, 5);
    private static readonly As400Account Account = new() { Found = true, CurrencyCode = "USD", Status = "A", CreditLimit = 1_000 };
    private static readonly BureauReport Clean = new() { Found = true, SevereEvents = false, Bankruptcy = false, RecommendedLimit = 700, LimitCurrency = "USD", Score = 80 };
    private static readonly BureauReport Nothing = BureauReport.NoData("not found");

    private static IEnumerable<TestCaseData> Decisions()
    {
        TestCaseData Case(string name, CheckCreditCommand order, CreditFacts facts, decimal open, string outcome, string by, string reason) =>
            new(order, facts, open, outcome, by, reason) { TestName = name };

        yield return Case("One cent below the limit of checks is not checked", Order(249.99m), CreditFacts.None, 0, "NOT_REQUIRED", "POLICY", "below 250.00 USD");
        yield return Case("The limit of checks itself is checked", Order(250), new(Account, Clean), 0, "APPROVED", "AS400", "within");
        yield return Case("Exposure equal to the limit is approved", Order(600), new(Account with { OpenOrders = 100 }, Clean), 300, "APPROVED", "AS400", "600.00 available");
        yield return Case("One cent above is refused", Order(600.01m), new(Account with { OpenOrders = 100 }, Clean), 300, "REJECTED", "AS400", "above the credit left");
        yield return Case("An answer from the cache says so", Order(600), new(Account, Clean with { FromCache = true }), 0, "CACHE_USED", "AS400", "within");
        yield return Case("A refusal from the cache is a refusal", Order(6_000), new(Account, Clean with { FromCache = true }), 0, "REJECTED", "AS400", "above");
        yield return Case("A blocked account is refused", Order(300), new(Account with { Status = "H" }, Clean), 0, "REJECTED", "AS400", "status H");
        yield return Case("Anything past due is refused", Order(300), new(Account with { PastDue = 0.01m }, Clean), 0, "REJECTED", "AS400", "0.01 USD is past due");
        yield return Case("A bankrupt company is refused whatever its limit", Order(300), new(Account, Clean with { Bankruptcy = true }), 0, "REJECTED", "DUN_BRADSTREET", "bankruptcy");
        yield return Case("Severe events are refused", Order(300), new(Account, Clean with { SevereEvents = true }), 0, "REJECTED", "DUN_BRADSTREET", "severe");
        yield return Case("A high-risk business is refused even with empty blocks", Order(300), new(Account, Nothing with { HighRisk = true }), 0, "REJECTED", "DUN_BRADSTREET", "high-risk");
        yield return Case("Without data at D&B the house's own limit decides", Order(300), new(Account, Nothing), 0, "APPROVED", "AS400", "D&B has no data");
        yield return Case("Without a limit at the AS400 D&B's counts", Order(650), new(Account with { CreditLimit = 0 }, Clean), 0, "APPROVED", "DUN_BRADSTREET", "D&B recommended limit 700.00");
        yield return Case("D&B's limit is a limit too", Order(701), new(Account with { CreditLimit = 0 }, Clean), 0, "REJECTED", "DUN_BRADSTREET", "above");
        yield return Case("D&B's limit is not used beside the house's own", Order(900), new(Account, Clean), 0, "APPROVED", "AS400", "1000.00");
        yield return Case("A limit without known events is half an answer", Order(300), new(null, Clean with { SevereEvents = null, Bankruptcy = null }), 0, "REJECTED", "POLICY", "no credit data");
        yield return Case("A limit in a currency without a rate is no limit", Order(300), new(null, Clean with { LimitCurrency = "XXX" }), 0, "REJECTED", "POLICY", "currency XXX");
        yield return Case("No data anywhere goes to a person", Order(300), new(new As400Account(), Nothing), 0, "REJECTED", "POLICY", "the AS400 does not know the customer, and D&B has no data (not found)");
        yield return Case("Another currency is converted", Order(900, "EUR"), new(Account, Clean), 0, "APPROVED", "AS400", "990.00 USD");
        yield return Case("Another currency above the limit is refused", Order(910, "EUR"), new(Account, Clean), 0, "REJECTED", "AS400", "1001.00 USD");
        yield return Case("A currency without a rate is named", Order(300, "XXX"), new(Account, Clean), 0, "REJECTED", "POLICY", "no exchange rate from XXX to USD");
        yield return Case("A person decides before everything", Order(999_999, "XXX") with { ApprovedBy = "ines" }, CreditFacts.None, 0, "APPROVED", "PERSON", "approved by ines");
    }

    [TestCaseSource(nameof(Decisions))]
    public void Decides(CheckCreditCommand order, CreditFacts facts, decimal open, string outcome, string by, string reason)
    {
        var decision = CreditPolicy.Decide(order, facts, open, Rules);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((decision.Outcome, decision.DecidedBy), Is.EqualTo((outcome, by)));
            Assert.That(decision.Reason, Does.Contain(reason));
        }
    }

    [TestCase(3, 4, "REJECTED")]
    [TestCase(4, 4, "APPROVED")]
    public void A_failure_class_beyond_the_worst_accepted_is_refused(int worst, int failureClass, string outcome) =>
        Assert.That(CreditPolicy.Decide(Order(300), new(Account, Clean with { FailureClass = failureClass }), 0, Rules with { WorstFailureClass = worst }).Outcome, Is.EqualTo(outcome));

    [FsCheck.NUnit.Property(Arbitrary = [typeof(Questions)], MaxTest = 1_000)]
    public bool Nothing_is_approved_above_a_limit(Question question)
    {
        var decision = Decide(question);
        return !decision.IsApproval || question.Order.OrderTotal <= Math.Max(question.Facts.Account?.CreditLimit ?? 0, question.Facts.Bureau?.RecommendedLimit ?? 0) - question.OpenApprovals;
    }

    [FsCheck.NUnit.Property(Arbitrary = [typeof(Questions)], MaxTest = 1_000)]
    public bool More_open_approvals_never_turn_a_no_into_a_yes(Question question, PositiveInt more) =>
        Decide(question).IsApproval || !Decide(question with { OpenApprovals = question.OpenApprovals + more.Get }).IsApproval;

    [FsCheck.NUnit.Property(Arbitrary = [typeof(Questions)], MaxTest = 1_000)]
    public bool Empty_blocks_never_help(Question question) =>
        Decide(question).IsApproval || !Decide(question with { Facts = question.Facts with { Bureau = Nothing } }).IsApproval
        || question.Facts.Bureau is { } bureau && (bureau.SevereEvents == true || bureau.Bankruptcy == true || bureau.HighRisk == true);

    [FsCheck.NUnit.Property(Arbitrary = [typeof(Questions)], MaxTest = 1_000)]
    public bool What_the_account_refuses_alone_is_refused_with_any_report(Question question) =>
        CreditPolicy.RefusedByAccount(question.Order, question.Facts.Account, 0, Rules) is null || Decide(question).Outcome is "REJECTED" or "NOT_REQUIRED";

    [FsCheck.NUnit.Property(Arbitrary = [typeof(Questions)], MaxTest = 1_000)]
    public bool Every_question_has_an_answer_with_a_reason(Question question) =>
        Decide(question) is { Outcome: "NOT_REQUIRED" or "APPROVED" or "CACHE_USED" or "REJECTED", Reason.Length: > 10 };

    private static CreditDecision Decide(Question question) => CreditPolicy.Decide(question.Order, question.Facts, question.OpenApprovals, Rules);

    private static CheckCreditCommand Order(decimal total, string currency = "USD") => new()
    {
        OrderId = Guid.Empty, Version = 1, Attempt = 1, NetSuiteCustomerId = 1, OrderTotal = total, CurrencyCode = currency,
    };

    public sealed record Question
    {
        internal CheckCreditCommand Order { get; init; } = CreditPolicyTests.Order(0);
        internal CreditFacts Facts { get; init; } = CreditFacts.None;
        internal decimal OpenApprovals { get; init; }
    }

    private static class Questions
    {
        public static Arbitrary<Question> Question() => Arb.From(
            from total in Gen.Choose(-100, 3_000)
            from open in Gen.Choose(0, 1_500)
            from account in Gen.OneOf(Gen.Constant((As400Account?)null), Gen.Constant<As400Account?>(new As400Account()), Accounts())
            from bureau in Gen.OneOf(Gen.Constant((BureauReport?)null), Gen.Constant<BureauReport?>(Nothing), Reports())
            select new Question { Order = Order(total), Facts = new CreditFacts(account, bureau), OpenApprovals = open });

        private static Gen<As400Account?> Accounts() =>
            from limit in Gen.Elements(0, 500, 1_000, 2_000)
            from orders in Gen.Choose(0, 800)
            from pastDue in Gen.Elements(0, 0, 0, 5)
            from status in Gen.Elements("A", "A", "A", "H", "")
            select (As400Account?)new As400Account { Found = true, CurrencyCode = "USD", Status = status, CreditLimit = limit, OpenOrders = orders, PastDue = pastDue };

        private static Gen<BureauReport?> Reports() =>
            from limit in Gen.Elements<decimal?>(null, 0m, 600m, 2_500m)
            from currency in Gen.Elements("USD", "USD", "XXX", null)
            from severe in Gen.Elements<bool?>(null, false, false, true)
            from bankrupt in Gen.Elements<bool?>(null, false, false, true)
            from risk in Gen.Elements<bool?>(null, false, true)
            from cached in Gen.Elements(true, false)
            select (BureauReport?)new BureauReport
            {
                Found = true, RecommendedLimit = limit, LimitCurrency = currency, SevereEvents = severe, Bankruptcy = bankrupt, HighRisk = risk, FromCache = cached,
            };
    }
}
