using Workers.Contracts.Correlation;
using Workers.Contracts.Ingestion;
using Workers.Correlation.Normalize;

namespace Workers.Correlation.FindCustomer;

/// <summary>What an order says about its customer, in the spelling of the keys. Null where it says nothing usable.</summary>
internal sealed record CustomerKeys
{
    public string? Salesforce { get; init; }
    public string? As400 { get; init; }
    public string? Duns { get; init; }
    public string? Tax { get; init; }
    /// <summary>A person's mailbox at a company.</summary>
    public string? Email { get; init; }
    /// <summary>A function's or free-mail mailbox: evidence, not a key.</summary>
    public string? Mailbox { get; init; }
    public string? Name { get; init; }
    public string? Phone { get; init; }
    public PostalAddress Billing { get; init; } = new(null, null, null);
    public PostalAddress Shipping { get; init; } = new(null, null, null);
    /// <summary>The channel's own name for this customer, under which a person's decision is remembered; null when nothing names it reliably.</summary>
    public string? ChannelKey { get; init; }
    /// <summary>A person's choice.</summary>
    public long? Chosen { get; init; }
    /// <summary>What was sent but cannot be used, in words.</summary>
    public IReadOnlyList<string> Unusable { get; init; } = [];

    public static CustomerKeys Of(CorrelateCustomer command)
    {
        var customer = command.Customer;
        var email = EmailAddress.Parse(customer.Email);
        var keys = new CustomerKeys
        {
            Salesforce = SalesforceId.Key(customer.SalesforceAccountId),
            As400 = As400Id.Key(customer.As400CustomerId),
            Duns = DunsNumber.Key(customer.DunsNumber),
            Tax = TaxId.Key(customer.TaxId, customer.BillingAddress?.CountryCode),
            Email = email is { Kind: MailboxKind.Personal } ? email.Address : null,
            Mailbox = email is { Kind: MailboxKind.Shared } ? email.Address : null,
            Name = CompanyName.Key(customer.Name),
            Phone = PhoneNumber.Key(customer.Phone),
            Billing = Place(customer.BillingAddress),
            Shipping = Place(command.ShippingAddress),
            Chosen = command.ChosenNetSuiteCustomerId,
        };
        return keys with { ChannelKey = keys.ChannelKeyOf(command.Source), Unusable = [.. UnusableOf(customer, keys, email)] };
    }

    private static PostalAddress Place(Address? address) => PostalAddress.Of(address?.Street, address?.PostalCode, address?.City);

    private string? ChannelKeyOf(string source) => this switch
    {
        { Salesforce: { } id } => $"{source}|salesforce|{id}",
        { Name: { } name, Email: { } email } => $"{source}|name+email|{name}|{email}",
        _ => null,
    };

    private static IEnumerable<string> UnusableOf(CustomerDetails customer, CustomerKeys keys, EmailAddress? email)
    {
        if (customer.SalesforceAccountId is { } id && keys.Salesforce is null) yield return $"Salesforce id {id} is damaged";
        if (customer.DunsNumber is { } duns && keys.Duns is null) yield return $"D-U-N-S number {duns} is a filler";
        if (customer.TaxId is { } tax && keys.Tax is null) yield return $"tax id {tax} is a filler";
        if (customer.Email is { } mail && (email is null || email.Kind == MailboxKind.Meaningless)) yield return $"e-mail {mail} names nobody";
        if (keys.Mailbox is { } mailbox) yield return $"mailbox {mailbox} is a role or free-mail address";
    }
}
