using Workers.CreditCheck.Vendors;

namespace CreditCheck.Tests.Vendors;

/// <summary>What is read from answers that a vendor, or somebody in between, might send.</summary>
internal sealed class VendorAnswersTests
{
    private static readonly string Deep = new string('[', 5_000) + new string(']', 5_000);

    private static readonly string[] Hostile = ["", "null", "[]", "\"text\"", "<html>", "{", "{\"organization\":[]}", "{\"customer\":7}", "{\"matchCandidates\":{}}", Deep, "{\"organization\":" + Deep + "}"];

    [TestCaseSource(nameof(Hostile))]
    public void What_is_no_answer_is_read_as_none(string body)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(DnbAnswers.Report(body), Is.Null);
            Assert.That(As400Answers.Account(body, "USD"), Is.Null);
            Assert.That(DnbAnswers.ErrorCode(body), Is.Null);
            Assert.That(DnbAnswers.Match(body, 8)?.Duns, Is.Null);
        }
    }

    [Test]
    public void Null_members_stay_unknown_and_numbers_may_be_text()
    {
        var report = DnbAnswers.Report("""
            {"organization":{"dnbAssessment":{"creditLimitRecommendation":{"averageRecommendedLimit":{"value":"1200.50","currency":"CAD"}},"hasSevereNegativeEvents":null,
            "failureScore":{"classScore":2,"nationalPercentile":80}},"legalEvents":null,"isHighRiskBusiness":"yes"}}
            """)!;

        Assert.That((report.Found, report.RecommendedLimit, report.LimitCurrency, report.SevereEvents, report.Bankruptcy, report.HighRisk, report.FailureClass, report.Score),
            Is.EqualTo((true, 1200.50m, "CAD", (bool?)null, (bool?)null, (bool?)null, 2, 80)));
    }

    [TestCase("[]", null, TestName = "No candidate is no match")]
    [TestCase("[8:111111111]", "111111111", TestName = "One reliable candidate is the match")]
    [TestCase("[7:111111111]", null, TestName = "A candidate below the threshold is no match")]
    [TestCase("[9:111111111,8:222222222]", "111111111", TestName = "The best of several is the match")]
    [TestCase("[9:111111111,9:222222222]", null, TestName = "Two equally good ones are no match")]
    [TestCase("[9:111111111,9:111111111]", "111111111", TestName = "The same company twice is one match")]
    [TestCase("[9:12]", null, TestName = "A number that is none is no match")]
    public void Matches(string candidates, string? duns)
    {
        var items = candidates.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split(':'))
            .Select(item => $$"""{"organization": {"duns": "{{item[1]}}"}, "matchQualityInformation": {"confidenceCode": {{item[0]}} } }""");

        Assert.That(DnbAnswers.Match($$"""{"matchCandidates":[{{string.Join(',', items)}}]}""", 8)!.Value.Duns, Is.EqualTo(duns));
    }

    [TestCase(404, null, true)]
    [TestCase(404, "10500", true)]
    [TestCase(200, "20502", true)]
    [TestCase(400, "10002", true)]
    [TestCase(500, "10503", false)]
    public void Knows_what_means_not_found(int status, string? code, bool notFound) =>
        Assert.That(DnbAnswers.IsNotFound(status, code), Is.EqualTo(notFound));

    [TestCase(429, null, true)]
    [TestCase(400, "00045", true)]
    [TestCase(200, "00046", true)]
    [TestCase(503, "00002", false)]
    public void Knows_throttling_by_the_code(int status, string? code, bool throttled) =>
        Assert.That(DnbAnswers.IsThrottled(status, code), Is.EqualTo(throttled));

    [Test]
    public void Padded_strings_of_the_fixed_width_file_are_trimmed()
    {
        var account = As400Answers.Account("""
            {"customer":{"company":"01","customerId":"CUST-1      ","status":"A","creditLimit":500.00,"openOrders":1.00,"pastDue":0.00,"paymentTerms":"NET30     ","volumeDiscount":0.00,"dunsNumber":"123456789"}}
            """, "USD")!;

        Assert.That((account.Status, account.PaymentTerms, account.CreditLimit, account.DunsNumber, account.CurrencyCode), Is.EqualTo(("A", "NET30", 500m, "123456789", "USD")));
    }

    [TestCase("creditLimit")]
    [TestCase("pastDue")]
    [TestCase("openOrders")]
    [TestCase("status")]
    public void An_account_without_all_of_its_figures_is_no_answer(string missing)
    {
        var members = new Dictionary<string, string> { ["creditLimit"] = "500", ["pastDue"] = "0", ["openOrders"] = "0", ["status"] = "\"A\"" };
        members[missing] = "null";

        Assert.That(As400Answers.Account($$"""{"customer": { {{string.Join(',', members.Select(member => $"\"{member.Key}\":{member.Value}"))}} } }""", "USD"), Is.Null);
    }
}
