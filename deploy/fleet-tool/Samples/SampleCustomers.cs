using System.Globalization;

namespace Workers.Fleet.Samples;

/// <summary>Invented customers in many countries. The same random source gives the same customers.</summary>
internal static class SampleCustomers
{
    private static readonly (string City, string? Region, string PostalCode, string Country, string Currency)[] Places =
    [
        ("Portland", "OR", "97209", "United States", "USD"), ("Asheville", "NC", "28801", "USA", "USD"), ("Duluth", "MN", "55802", "United States", "USD"),
        ("Boulder", "CO", "80302", "US", "USD"), ("Halifax", "NS", "B3J 1S9", "Canada", "USD"), ("Kelowna", "BC", "V1Y 6N2", "Canada", "USD"),
        ("Bristol", "England", "BS1 4ST", "United Kingdom", "GBP"), ("Leeds", "England", "LS1 5AA", "UK", "GBP"), ("Inverness", "Scotland", "IV1 1QY", "United Kingdom", "GBP"),
        ("Freiburg", null, "79098", "Germany", "EUR"), ("Lübeck", null, "23552", "Deutschland", "EUR"), ("Annecy", null, "74000", "France", "EUR"),
        ("Utrecht", null, "3511 LX", "Netherlands", "EUR"), ("Bilbao", null, "48001", "Spain", "EUR"), ("Trento", "TN", "38122", "Italy", "EUR"),
        ("Göteborg", null, "411 03", "Sweden", "USD"), ("Bergen", null, "5003", "Norway", "USD"), ("Zürich", null, "8004", "Switzerland", "EUR"),
        ("Oaxaca", "OAX", "68000", "Mexico", "USD"), ("Curitiba", "PR", "80010-000", "Brazil", "USD"),
    ];

    private static readonly string[] First = ["Harbour", "Northlight", "Cedar", "Summit", "Lantern", "Drift", "Alder", "Beacon", "Marlow", "Kestrel", "Copper", "Willow", "Granite", "Fjord", "Juniper", "Saltmarsh"];
    private static readonly string[] Second = ["Outfitters", "& Pine Clothing", "Supply Co.", "Workwear", "Trading", "Sports", "Apparel", "Mercantile", "Store", "Textiles"];
    private static readonly string[] People = ["Ada Lindqvist", "Noah Brandt", "Inés Romero", "Tom Whitaker", "Yuki Arai", "Clara Meunier", "Liam O'Dea", "Marta Rossi", "Jonas Berg", "Priya Nair"];
    private static readonly string[] Streets = ["Quay Road", "Mill Lane", "Station Street", "Garden Row", "Market Square", "Old Bridge Road", "Foundry Street", "Hillside"];

    public static List<SampleCustomer> Make(int count, Random random) => [.. Enumerable.Range(0, count).Select(index => Customer(index, random))];

    private static SampleCustomer Customer(int index, Random random)
    {
        var place = Places[index % Places.Length];
        // 16 and 10 share a factor of 2; shifting the second by the round keeps all 160 pairs apart before a number is needed.
        var name = $"{First[index % First.Length]} {Second[(index + index / First.Length) % Second.Length]}";
        if (index >= First.Length * Second.Length / 2)
            name = $"{name} {index}";
        var person = People[random.Next(People.Length)];
        var number = (index + 1).ToString("0000", CultureInfo.InvariantCulture);
        return new()
        {
            SalesforceAccountId = SalesforceId.Next("001", random),
            NetsuiteCustomerId = 30_001 + index,
            As400CustomerId = $"CUST-7{number}",
            DunsNumber = random.Next(100_000_000, 999_999_999).ToString(CultureInfo.InvariantCulture),
            CompanyName = name,
            ContactName = person,
            Email = $"{Slug(person.Split(' ')[0])}@{Slug(name)}.example",
            Phone = $"555-{random.Next(200, 999)}-{number}",
            Street = $"{random.Next(1, 180)} {Streets[random.Next(Streets.Length)]}",
            City = place.City,
            Region = place.Region,
            PostalCode = place.PostalCode,
            Country = place.Country,
            CreditLimit = 5_000_000m,
            PastDueAmount = 0m,
            CurrencyCode = place.Currency,
        };
    }

    private static string Slug(string text) => string.Join('-', new string([.. text.ToLowerInvariant().Normalize(System.Text.NormalizationForm.FormD)
        .Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A customer as the simulators and correlation take it.</summary>
internal sealed record SampleCustomer
{
    public required string SalesforceAccountId { get; init; }
    public required long NetsuiteCustomerId { get; init; }
    public required string As400CustomerId { get; init; }
    public required string DunsNumber { get; init; }
    public required string CompanyName { get; init; }
    public required string ContactName { get; init; }
    public required string Email { get; init; }
    public required string Phone { get; init; }
    public required string Street { get; init; }
    public required string City { get; init; }
    public string? Region { get; init; }
    public required string PostalCode { get; init; }
    public required string Country { get; init; }
    public required decimal CreditLimit { get; init; }
    public required decimal PastDueAmount { get; init; }
    public required string CurrencyCode { get; init; }
}
