using System.Net;
using System.Security.Cryptography;
using Workers.Simulators;

namespace Simulators.Tests;

internal sealed class NetSuiteTokenTests
{
    [Test]
    public async Task A_token_says_its_life_as_text_and_opens_the_door()
    {
        await using var sim = await Sim.Start();

        var answer = await (await sim.AskForToken(Jwt.Assertion(sim.Host.BaseUrl, "PS256"))).Json();
        var call = await sim.NetSuite(HttpMethod.Get, "system/v1/governanceLimits");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.GetProperty("expires_in").GetString(), Is.EqualTo("3600"));
            Assert.That(answer.Text("token_type"), Is.EqualTo("bearer"));
            Assert.That(answer.Text("access_token").Split('.'), Has.Length.EqualTo(3));
            Assert.That((await call.Json()).GetProperty("accountConcurrencyLimit").GetInt32(), Is.EqualTo(15));
        }
    }

    [TestCase("RS256", 300, "rest_webservices", null, "invalid_client", TestName = "RS256 is refused")]
    [TestCase("none", 300, "rest_webservices", null, "invalid_client", TestName = "An unsigned assertion is refused")]
    [TestCase("ES256", 3601, "rest_webservices", null, "invalid_grant", TestName = "More than sixty minutes are refused")]
    [TestCase("ES256", -10, "rest_webservices", null, "invalid_grant", TestName = "An expired assertion is refused")]
    [TestCase("ES256", 300, "restlets", null, "invalid_scope", TestName = "Another scope is refused")]
    [TestCase("ES256", 300, "rest_webservices", "https://elsewhere.example/", "invalid_grant", TestName = "Another audience is refused")]
    public async Task A_bad_assertion_is_refused(string algorithm, int life, string scope, string? audience, string error)
    {
        await using var sim = await Sim.Start();

        var response = await sim.AskForToken(Jwt.Assertion(sim.Host.BaseUrl, algorithm, life: life, scope: scope, audience: audience));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((int)response.StatusCode, Is.AnyOf(400, 401));
            Assert.That((await response.Json()).Text("error"), Is.EqualTo(error));
        }
    }

    [TestCase("not a token")]
    [TestCase("a.b.c")]
    [TestCase("")]
    public async Task Nonsense_is_not_an_assertion(string assertion)
    {
        await using var sim = await Sim.Start();

        var response = await sim.AskForToken(assertion);

        Assert.That((await response.Json()).Text("error"), Is.EqualTo("invalid_client"));
    }

    [Test]
    public async Task With_a_public_key_only_its_private_key_signs([Values] bool elliptic)
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create(2048);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AsymmetricAlgorithm key = elliptic ? curve : rsa;
        var algorithm = elliptic ? "ES256" : "PS256";
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"public-{elliptic}.pem");
        await File.WriteAllTextAsync(path, key.ExportSubjectPublicKeyInfoPem());
        var options = new SimulatorOptions { NetSuite = { PublicKeyPath = path, ClientId = "client-1", CertificateId = "certificate-1" } };
        await using var host = await SimulatorHost.Start(options);
        using var http = new HttpClient();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await Ask(Jwt.Assertion(host.BaseUrl, algorithm, key: key)), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await Ask(Jwt.Assertion(host.BaseUrl, "ES256", key: stranger)), Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(await Ask(Jwt.Assertion(host.BaseUrl, algorithm, key: key, kid: "another")), Is.EqualTo(HttpStatusCode.Unauthorized));
        }

        async Task<HttpStatusCode> Ask(string assertion) => (await http.PostAsync(host.BaseUrl + "/netsuite/services/rest/auth/oauth2/v1/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = assertion,
        }))).StatusCode;
    }

    [Test]
    public async Task Without_a_token_and_after_its_life_calls_are_refused_as_a_failed_login()
    {
        var clock = new ManualClock();
        await using var sim = await Sim.Start(clock: clock);
        var anonymous = await sim.Http.GetAsync("/netsuite/services/rest/system/v1/serverTime");
        clock.Advance(TimeSpan.FromMinutes(61));

        var late = await sim.NetSuite(HttpMethod.Get, "system/v1/serverTime");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await anonymous.Json()).ErrorCode(), Is.EqualTo("INVALID_LOGIN"));
            Assert.That((int)late.StatusCode, Is.EqualTo(401));
            Assert.That((await late.Json()).ErrorCode(), Is.EqualTo("INVALID_LOGIN"));
        }
    }
}
