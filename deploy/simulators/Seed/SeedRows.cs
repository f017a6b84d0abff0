using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workers.Simulators.Seed;

/// <summary>A master customer as all vendors know it.</summary>
internal sealed class CustomerRow
{
    public string? SalesforceAccountId { get; init; }

    /// <summary>Internal id at NetSuite; null for a customer NetSuite does not have.</summary>
    [JsonPropertyName("netsuiteCustomerId")]
    public JsonElement NetSuiteId { get; init; }

    public string? As400CustomerId { get; init; }

    public string? DunsNumber { get; init; }

    public string? TaxId { get; init; }

    public string? CompanyName { get; init; }

    public string? ContactName { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Street { get; init; }

    public string? City { get; init; }

    public string? Region { get; init; }

    public string? PostalCode { get; init; }

    public string? Country { get; init; }

    public decimal? CreditLimit { get; init; }

    public decimal? PastDueAmount { get; init; }

    public decimal? OpenOrders { get; init; }

    public string? CurrencyCode { get; init; }

    public string? PaymentTerms { get; init; }

    public decimal? VolumeDiscount { get; init; }

    public bool? CreditHold { get; init; }

    /// <summary>One letter at the AS400: A active, H on hold, I inactive.</summary>
    public string? Status { get; init; }

    /// <summary>Company at the AS400.</summary>
    public string? Company { get; init; }

    [JsonIgnore]
    public string? NetSuiteCustomerId => NetSuiteId.ValueKind switch
    {
        JsonValueKind.Number => NetSuiteId.GetRawText(),
        JsonValueKind.String => NetSuiteId.GetString(),
        _ => null,
    };
}

/// <summary>A product as NetSuite knows it.</summary>
internal sealed class ProductRow
{
    public string? ProductCode { get; init; }

    public string? Name { get; init; }

    public decimal? ListPrice { get; init; }

    public decimal? UnitsInStock { get; init; }

    public bool? Discontinued { get; init; }

    [JsonPropertyName("netsuiteItemId")]
    public JsonElement NetSuiteId { get; init; }

    public JsonElement VendorId { get; init; }

    public int? VendorLeadTimeDays { get; init; }

    public bool? IsDropShip { get; init; }

    public bool? IsSpecialOrder { get; init; }

    [JsonIgnore]
    public string? NetSuiteItemId => NetSuiteId.ValueKind switch
    {
        JsonValueKind.Number => NetSuiteId.GetRawText(),
        JsonValueKind.String => NetSuiteId.GetString(),
        _ => null,
    };

    [JsonIgnore]
    public string? Vendor => VendorId.ValueKind switch
    {
        JsonValueKind.Number => VendorId.GetRawText(),
        JsonValueKind.String => VendorId.GetString(),
        _ => null,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(List<CustomerRow>))]
[JsonSerializable(typeof(List<ProductRow>))]
internal sealed partial class SeedJson : JsonSerializerContext;
