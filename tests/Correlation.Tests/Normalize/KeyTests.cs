using Workers.Correlation.Normalize;

namespace Correlation.Tests.Normalize;

public sealed class KeyTests
{
    [TestCase("001Ax00000BcDeF", "001Ax00000BcDeFIAV", TestName = "A 15-character Salesforce id gets its check letters")]
    [TestCase(" 001Ax00000BcDeFIAV ", "001Ax00000BcDeFIAV", TestName = "An 18-character Salesforce id stays")]
    [TestCase("001Ax00000bCdEf", "001Ax00000bCdEfIAK", TestName = "Case tells Salesforce ids apart")]
    [TestCase("001Ax00000BcDeFAAA", null, TestName = "Wrong check letters are a damaged id")]
    [TestCase("001", null, TestName = "Too short for a Salesforce id")]
    [TestCase("001Ax00000Bc eF", null, TestName = "Blanks within a Salesforce id")]
    public void Salesforce_id(string value, string? expected) => Assert.That(SalesforceId.Key(value), Is.EqualTo(expected));

    [TestCase("99-000-0011", "990000011", TestName = "Hyphens of a D-U-N-S number fall")]
    [TestCase("0012345", "000012345", TestName = "Leading zeros of a D-U-N-S number come back")]
    [TestCase("000000000", null, TestName = "Zeros are a filler")]
    [TestCase("123456789", null, TestName = "A sequence is a filler")]
    [TestCase("12345", null, TestName = "Too short for a D-U-N-S number")]
    public void Duns_number(string value, string? expected) => Assert.That(DunsNumber.Key(value), Is.EqualTo(expected));

    [TestCase("0012345   ", "12345", TestName = "Padding and leading zeros of an AS400 number")]
    [TestCase("cust-48392", "CUST-48392", TestName = "Case of an AS400 number")]
    [TestCase("   ", null, TestName = "Blanks are no AS400 number")]
    public void As400_id(string value, string? expected) => Assert.That(As400Id.Key(value), Is.EqualTo(expected));

    [TestCase("DE 812.345.673", null, "DE812345673", TestName = "A VAT number loses its punctuation")]
    [TestCase("812345673", "DE", "DE812345673", TestName = "A VAT number gains its country")]
    [TestCase("84-1000011", "US", "841000011", TestName = "An EIN stands alone")]
    [TestCase("00-0000000", null, null, TestName = "A filler is no tax id")]
    public void Tax_id(string value, string? country, string? expected) => Assert.That(TaxId.Key(value, country), Is.EqualTo(expected));

    [TestCase("+1 (775) 555-0101", "755550101", TestName = "Country prefix and brackets fall")]
    [TestCase("775.555.0101 ext 12", "755550101", TestName = "An extension falls")]
    [TestCase("030-0074321", "300074321", TestName = "A German number")]
    [TestCase("000-000-0000", null, TestName = "Zeros are no number")]
    [TestCase("12345", null, TestName = "Too short for a number")]
    public void Phone_number(string value, string? expected) => Assert.That(PhoneNumber.Key(value), Is.EqualTo(expected));

    [TestCase("ACME Industrial Supply, Inc.", "acme industrial supply", TestName = "Legal form, case and punctuation fall")]
    [TestCase("Müllenkranz Werkzeugbau GmbH & Co. KG", "mullenkranz werkzeugbau", TestName = "Stacked legal forms and an umlaut")]
    [TestCase("Muellenkranz Werkzeugbau", "mullenkranz werkzeugbau", TestName = "An umlaut in two letters")]
    [TestCase("Toms Spezialitäten", "toms spezialitaten", TestName = "Accents fall")]
    [TestCase("A B C Trading Company", "abc trading", TestName = "Single letters are one word")]
    [TestCase("The Bank of the East", "bank east", TestName = "Fillers fall")]
    [TestCase("Coop", "coop", TestName = "A name like a legal form stays")]
    [TestCase("Limited", "limited", TestName = "A name made of a legal form is not stripped to nothing")]
    [TestCase("ＡＣＭＥ ﬁne", "acme fine", TestName = "Full width and ligatures resolve")]
    [TestCase("N/A", null, TestName = "A filler is no name")]
    [TestCase("***", null, TestName = "Signs are no name")]
    public void Company_name(string value, string? expected) => Assert.That(CompanyName.Key(value), Is.EqualTo(expected));

    [TestCase("QuickMart Store 114", "QuickMart Store 141", "Different", TestName = "Numbers are not alike")]
    [TestCase("Bank of the West", "Bank of the East", "Different", TestName = "One of two words differs")]
    [TestCase("Acme Industrial", "Acme Industrial Supply Inc", "Similar", TestName = "A part of the name")]
    [TestCase("Universal Exports USA", "Universal Exports Worldwide", "Different", TestName = "Half of the words differ")]
    public void Company_names_compare(string left, string right, string expected) =>
        Assert.That(CompanyName.Compare(CompanyName.Key(left), CompanyName.Key(right)).ToString(), Is.EqualTo(expected));

    [TestCase("Jane.Roe@ACME-Industrial.example", "jane.roe@acme-industrial.example", "Personal", TestName = "Case of an address")]
    [TestCase("\"Roe, Jane\" <jane.roe+po4711@acme-industrial.example>", "jane.roe@acme-industrial.example", "Personal", TestName = "Display name and tag")]
    [TestCase("johnsmith.services+x@googlemail.com", "johnsmithservices@gmail.com", "Shared", TestName = "Dots mean nothing at Google")]
    [TestCase("einkauf@muellenkranz.example", "einkauf@muellenkranz.example", "Shared", TestName = "A German role mailbox")]
    [TestCase("sales2@acme.example", "sales2@acme.example", "Shared", TestName = "A numbered role mailbox")]
    [TestCase("info.uk@acme.example", "info.uk@acme.example", "Shared", TestName = "A role mailbox of a country")]
    [TestCase("raja0@adventure-works.com", "raja0@adventure-works.com", "Personal", TestName = "A person with a number")]
    [TestCase("a1b2@marketplace.amazon.com", "a1b2@marketplace.amazon.com", "Meaningless", TestName = "A relay")]
    [TestCase("no-reply@acme.example", "no-reply@acme.example", "Meaningless", TestName = "A sender that reads nothing")]
    [TestCase("test@test.com", "test@test.com", "Meaningless", TestName = "A test address")]
    [TestCase("jane@bücher.example", "jane@bucher.example", "Personal", TestName = "A domain with an umlaut folds like all text")]
    [TestCase("not an address", null, null, TestName = "No address at all")]
    public void Email_address(string value, string? address, string? kind)
    {
        var parsed = EmailAddress.Parse(value);
        Assert.That((parsed?.Address, parsed?.Kind.ToString()), Is.EqualTo((address, kind)));
    }

    [TestCase("89502-1130", "89502", TestName = "ZIP+4 is the ZIP code")]
    [TestCase("SL6 7RJ", "SL67RJ", TestName = "A British postcode without its blank")]
    public void Postcode(string value, string expected) => Assert.That(PostalAddress.PostcodeKey(value), Is.EqualTo(expected));

    [TestCase("1200 Foundry Road", "1200 Foundry Rd.", TestName = "Road and rd")]
    [TestCase("Hardenbergstraße 87", "Hardenbergstr. 87", TestName = "Strasse and str")]
    public void Street(string left, string right) => Assert.That(PostalAddress.StreetKey(left), Is.EqualTo(PostalAddress.StreetKey(right)));

    [FsCheck.NUnit.Property]
    public bool Folding_twice_is_folding_once(string? text) => text is null || Folding.Fold(Folding.Fold(text)) == Folding.Fold(text);

    [FsCheck.NUnit.Property]
    public bool A_key_of_a_key_is_the_key(string? text)
    {
        if (text is null) return true;
        return Same(SalesforceId.Key(text), SalesforceId.Key) && Same(DunsNumber.Key(text), DunsNumber.Key) && Same(As400Id.Key(text), As400Id.Key)
            && Same(TaxId.Key(text, null), key => TaxId.Key(key, null)) && Same(EmailAddress.Parse(text)?.Address, key => EmailAddress.Parse(key)?.Address);

        static bool Same(string? key, Func<string, string?> again) => key is null || again(key) == key;
    }

    [FsCheck.NUnit.Property]
    public void No_text_is_too_odd(string? text) => Assert.That(() =>
    {
        CompanyName.Compare(CompanyName.Key(text), CompanyName.Key("Acme"));
        PhoneNumber.Key(text);
        PostalAddress.Of(text, text, text);
        EmailAddress.Parse(text + "@" + text);
    }, Throws.Nothing);
}
