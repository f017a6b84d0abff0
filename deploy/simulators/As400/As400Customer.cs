using System.Text.Json;
using Workers.Simulators.Seed;

namespace Workers.Simulators.As400;

/// <summary>The customer record: strings blank-padded to the width of their column, numbers with two decimals, no nulls.</summary>
internal static class As400Customer
{
    public static void Write(Utf8JsonWriter json, CustomerRow row)
    {
        json.WriteStartObject();
        json.WriteStartObject("customer");
        json.WriteString("company", Padded(row.Company ?? "01", 2));
        json.WriteString("customerId", Padded(row.As400CustomerId, 12));
        json.WriteString("name", Padded(row.CompanyName, 50));
        json.WriteString("status", Padded(row.Status ?? (row.CreditHold == true ? "H" : "A"), 1));
        Money(json, "creditLimit", row.CreditLimit);
        Money(json, "openOrders", row.OpenOrders);
        Money(json, "pastDue", row.PastDueAmount);
        json.WriteString("paymentTerms", Padded(row.PaymentTerms ?? "NET30", 10));
        Money(json, "volumeDiscount", row.VolumeDiscount);
        json.WriteString("dunsNumber", Padded(row.DunsNumber, 9));
        json.WriteString("taxId", Padded(row.TaxId, 20));
        json.WriteString("email", Padded(row.Email, 80));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Padded(string? value, int width)
    {
        var text = value ?? "";
        return text.Length > width ? text[..width] : text.PadRight(width);
    }

    private static void Money(Utf8JsonWriter json, string name, decimal? amount)
    {
        json.WritePropertyName(name);
        json.WriteRawValue((amount ?? 0).ToString("0.00"));
    }
}
