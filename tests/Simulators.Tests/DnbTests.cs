using Workers.Simulators;

namespace Simulators.Tests;

internal sealed class DnbTests
{
    private const string Blocks = "companyinfo_L2_v1,financialstrengthinsight_L2_v1,paymentinsight_L1_v1";

    [Test]
    public async Task A_token_is_given_for_key_and_secret_for_a_day()
    {
        await using var sim = await Sim.Start(new() { DunBradstreet = { Key = "key", Secret = "secret" } });
        var request = new HttpRequestMessage(HttpMethod.Post, "/dnb/v3/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        request.Headers.Authorization = new("Basic", Convert.ToBase64String("key:wrong"u8));

        var refused = await sim.Http.SendAsync(request);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await sim.DnbToken(), Is.Not.Empty);
            Assert.That((int)refused.StatusCode, Is.EqualTo(401));
            Assert.That((await refused.Json()).GetProperty("error").Text("errorCode"), Is.EqualTo("00040"));
        }
    }

    [Test]
    public async Task A_token_dies_after_24_hours()
    {
        var clock = new ManualClock();
        await using var sim = await Sim.Start(clock: clock);
        var request = new HttpRequestMessage(HttpMethod.Get, "/dnb/v1/data/duns/179946891?blockIDs=" + Blocks);
        request.Headers.Authorization = new("Bearer", await sim.DnbToken());
        clock.Advance(TimeSpan.FromHours(25));

        var response = await sim.Http.SendAsync(request);

        Assert.That((await response.Json()).GetProperty("error").Text("errorCode"), Is.EqualTo("00004"));
    }

    [Test]
    public async Task Blocks_recommend_at_least_the_limit_the_customer_was_given()
    {
        await using var sim = await Sim.Start();

        var answer = await (await sim.Dnb("v1/data/duns/179946891?blockIDs=" + Blocks)).Json();
        var assessment = answer.GetProperty("organization").GetProperty("dnbAssessment");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(assessment.GetProperty("creditLimitRecommendation").GetProperty("maximumRecommendedLimit").GetProperty("value").GetDecimal(), Is.GreaterThanOrEqualTo(50_000m));
            Assert.That(assessment.GetProperty("failureScore").GetProperty("classScore").GetInt32(), Is.InRange(1, 5));
            Assert.That(answer.GetProperty("blockStatus").GetArrayLength(), Is.EqualTo(3));
        }
    }

    [TestCase("v1/data/duns/000000001?blockIDs=" + Blocks, 404, "10500")]
    [TestCase("v1/data/duns/abc?blockIDs=" + Blocks, 400, "10509")]
    [TestCase("v1/data/duns/179946891", 400, "00008")]
    [TestCase("v1/match/cleanseMatch?countryISOAlpha2Code=CA", 400, "10002")]
    [TestCase("v1/match/cleanseMatch?name=Nobody+Knows", 404, "20502")]
    [TestCase("v1/elsewhere", 404, "00037")]
    public async Task Wrong_questions_get_their_code(string path, int status, string code)
    {
        await using var sim = await Sim.Start();

        var response = await sim.Dnb(path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(status));
            Assert.That((await response.Json()).GetProperty("error").Text("errorCode"), Is.EqualTo(code));
            Assert.That(response.Header("x-request-status"), Is.EqualTo("failure"));
        }
    }

    [TestCase("name=Alfreds+Futterkiste&postalCode=12209&addressLocality=Berlin", 9, 10)]
    [TestCase("name=Alfreds+Futterkiste", 7, 9)]
    [TestCase("name=Alfreds+Imbiss&confidenceLowerLevelThresholdValue=1", 1, 6)]
    [TestCase("duns=179946891", 10, 10)]
    public async Task The_better_the_question_the_higher_the_confidence(string query, int low, int high)
    {
        await using var sim = await Sim.Start();

        var answer = await (await sim.Dnb("v1/match/cleanseMatch?" + query)).Json();
        var best = answer.GetProperty("matchCandidates")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(best.GetProperty("organization").Text("duns"), Is.EqualTo("179946891"));
            Assert.That(best.GetProperty("matchQualityInformation").GetProperty("confidenceCode").GetInt32(), Is.InRange(low, high));
            Assert.That(best.GetProperty("matchQualityInformation").Text("matchGrade"), Has.Length.EqualTo(11));
        }
    }

    [Test]
    public async Task Twins_with_one_number_are_one_company_and_likes_share_a_confidence()
    {
        await using var sim = await Sim.Start();
        await sim.Put("/_seed/customers", """
            [{"salesforceAccountId":"001X","dunsNumber":"111111111","companyName":"Riding Cycles"},
             {"salesforceAccountId":"001Y","dunsNumber":"111111111","companyName":"Riding Cycles"},
             {"salesforceAccountId":"001Z","dunsNumber":"222222222","companyName":"Riding Cycles"}]
            """);

        var answer = await (await sim.Dnb("v1/match/cleanseMatch?name=Riding+Cycles")).Json();

        Assert.That(answer.GetProperty("matchCandidates").EnumerateArray().Select(candidate => (candidate.GetProperty("organization").Text("duns"), candidate.GetProperty("matchQualityInformation").GetProperty("confidenceCode").GetInt32())),
            Is.EqualTo([("111111111", 8), ("222222222", 8)]));
    }

    [TestCase("""{"nullBlocks":1}""")]
    [TestCase("""{"notEntitledBlock":1}""")]
    public async Task Missing_data_is_null_or_absent_and_never_zero(string profile)
    {
        await using var sim = await Sim.Start();
        await sim.Faults("dnb", profile);

        var response = await sim.Dnb("v1/data/duns/179946891?blockIDs=" + Blocks);
        var answer = await response.Json();
        var strength = answer.GetProperty("blockStatus").EnumerateArray().Single(block => block.Text("blockID").StartsWith("financial", StringComparison.Ordinal));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(200));
            Assert.That(answer.GetProperty("organization").TryGetProperty("dnbAssessment", out var assessment) && assessment.ValueKind == System.Text.Json.JsonValueKind.Object, Is.False);
            Assert.That(strength.Text("status"), Is.EqualTo(profile.Contains("notEntitled", StringComparison.Ordinal) ? "failed" : "ok"));
        }
    }

    [Test]
    public async Task Confidence_can_be_low_for_every_candidate()
    {
        await using var sim = await Sim.Start();
        await sim.Faults("dnb", """{"lowConfidence":1}""");

        var answer = await (await sim.Dnb("v1/match/cleanseMatch?name=Alfreds+Futterkiste&postalCode=12209")).Json();

        Assert.That(answer.GetProperty("matchCandidates")[0].GetProperty("matchQualityInformation").GetProperty("confidenceCode").GetInt32(), Is.LessThan(7));
    }

    [TestCase("second", "00045")]
    [TestCase("day", "00046")]
    public async Task More_than_the_contract_allows_gets_429(string budget, string code)
    {
        var clock = new ManualClock();
        var settings = budget == "second" ? new DunBradstreetSettings { CallsPerSecond = 2 } : new DunBradstreetSettings { DailyQuota = 1 };
        await using var sim = await Sim.Start(new() { DunBradstreet = settings }, clock);
        var token = await sim.DnbToken();

        await Ask();
        var refused = await Ask();
        clock.Advance(budget == "second" ? TimeSpan.FromSeconds(1) : TimeSpan.FromHours(12.5));
        var later = await Ask();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)refused.StatusCode, Is.EqualTo(429));
            Assert.That((await refused.Json()).GetProperty("error").Text("errorCode"), Is.EqualTo(code));
            Assert.That(refused.Header("Retry-After"), Is.Null);
            Assert.That((int)later.StatusCode, Is.EqualTo(200));
        }

        Task<HttpResponseMessage> Ask()
        {
            var request = new HttpRequestMessage(HttpMethod.Get, "/dnb/v1/data/duns/179946891?blockIDs=" + Blocks);
            request.Headers.Authorization = new("Bearer", token);
            return sim.Http.SendAsync(request);
        }
    }

    [Test]
    public async Task Matches_are_in_a_ledger_of_their_own()
    {
        await using var sim = await Sim.Start();

        await sim.Dnb("v1/match/cleanseMatch?name=Around+the+Horn");
        var match = (await sim.Ledger("dnb/matches"))[0];

        Assert.That((match.Text("name"), match.Text("best")), Is.EqualTo(("Around the Horn", "250825081")));
    }
}
