using System.Text.Json;
using Workers.CreditCheck.CheckCredit;

namespace Workers.CreditCheck.Vendors;

/// <summary>Reads the account from a fixed-width file's record: strings come padded with blanks.</summary>
internal static class As400Answers
{
    /// <summary>The account, or null when the answer is not a whole one: figures must be there to be believed.</summary>
    public static As400Account? Account(string body, string currency)
    {
        if (JsonReading.Parse(body) is not { } root || root.At("customer") is not { ValueKind: JsonValueKind.Object } customer) return null;
        if (customer.At("creditLimit").Number() is not { } limit || customer.At("openOrders").Number() is not { } open
            || customer.At("pastDue").Number() is not { } pastDue || customer.At("status").Text() is not { } status)
            return null;
        return new As400Account
        {
            Found = true,
            CurrencyCode = customer.At("currencyCode").Text() ?? currency,
            Status = status,
            CreditLimit = limit,
            OpenOrders = open,
            PastDue = pastDue,
            PaymentTerms = customer.At("paymentTerms").Text(),
            VolumeDiscount = customer.At("volumeDiscount").Number() is { } discount and > -1000 and < 1000 ? discount : null,
            DunsNumber = DnbAnswers.Duns(customer.At("dunsNumber").Text()),
        };
    }

    public static string ErrorText(string body) => JsonReading.Parse(body) is { } root
        ? $"{root.At("error", "code").Text() ?? "no code"} {root.At("error", "message").Text()}".Trim()
        : "an answer that is no JSON object";
}
