using Workers.Simulators.Http;
using Workers.Simulators.Seed;

namespace Workers.Simulators.NetSuite;

/// <summary>Turns seed rows into records as an account would hold them.</summary>
internal static class SeededCustomers
{
    public static CustomerRecord From(CustomerRow row, long id, DateTimeOffset now) => new()
    {
        Id = id,
        ExternalId = row.SalesforceAccountId,
        EntityId = $"CUS{id} {row.CompanyName}".TrimEnd(),
        CompanyName = row.CompanyName,
        Email = row.Email,
        Phone = row.Phone,
        Currency = row.CurrencyCode ?? "USD",
        CreditLimit = row.CreditLimit,
        OverdueBalance = row.PastDueAmount ?? 0,
        OnHold = row.CreditHold ?? false,
        Header = "{}"u8.ToArray(),
        CreatedAt = now,
        ModifiedAt = now,
        Seeded = true,
    };

    public static ItemRecord From(ProductRow row, string id) => new()
    {
        Id = id,
        ItemId = row.ProductCode ?? id,
        DisplayName = row.Name,
        ListPrice = row.ListPrice,
        Stock = row.UnitsInStock ?? 0,
        Inactive = false,
        DropShip = row.IsDropShip ?? false,
        SpecialOrder = row.IsSpecialOrder ?? false,
        Vendor = row.Vendor,
        LeadTimeDays = row.VendorLeadTimeDays,
    };
}
