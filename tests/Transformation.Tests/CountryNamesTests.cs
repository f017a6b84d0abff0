using Workers.Transformation.Countries;

namespace Transformation.Tests;

public sealed class CountryNamesTests
{
    [TestCase("USA", "US")]
    [TestCase("u.s.a.", "US")]
    [TestCase(" United  States ", "US")]
    [TestCase("UK", "GB")]
    [TestCase("DEUTSCHLAND", "DE")]
    [TestCase("Österreich", "AT")]
    [TestCase("México", "MX")]
    [TestCase("Cote d'Ivoire", "CI")]
    [TestCase("de", "DE")]
    [TestCase("DEU", "DE")]
    [TestCase("中国", "CN")]
    public void A_name_is_a_code(string name, string code) => Assert.That(CountryNames.CodeOf(name), Is.EqualTo(code));

    [TestCase("Atlantis")]
    [TestCase("")]
    [TestCase("'; drop table staged_order; --")]
    public void Nobody_knows(string name) => Assert.That(CountryNames.CodeOf(name), Is.Null);
}
