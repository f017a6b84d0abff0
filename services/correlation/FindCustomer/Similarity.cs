using Workers.Correlation.Normalize;

namespace Workers.Correlation.FindCustomer;

/// <summary>How far name, place, telephone and mailbox of an order and a customer agree: what COMPOSITE is made of and what can contradict a key.</summary>
internal sealed record Similarity(Agreement Name, Agreement Place, bool House, bool Phone, bool Mailbox)
{
    public static Similarity Of(CustomerKeys keys, Customer customer)
    {
        var place = customer.Place;
        var (billing, shipping) = (keys.Billing.SamePlace(place), keys.Shipping.SamePlace(place));
        return new Similarity(
            CompanyName.Compare(keys.Name, customer.NameKey),
            (Agreement)Math.Max((int)billing, (int)shipping),
            keys.Billing.SameHouse(place) || keys.Shipping.SameHouse(place),
            keys.Phone is not null && keys.Phone == customer.PhoneKey,
            keys.Mailbox is not null && keys.Mailbox == customer.MailboxKey);
    }

    /// <summary>What name, address and telephone are worth without any key. Only all three together pass without a person.</summary>
    public decimal Score => this switch
    {
        { Name: Agreement.Same, House: true, Phone: true } => 0.85m,
        { Name: Agreement.Same, House: true } or { Name: Agreement.Same, Phone: true } or { Name: Agreement.Same, Mailbox: true } => 0.70m,
        { Name: Agreement.Same, Place: Agreement.Same } => 0.60m,
        { Name: Agreement.Same } => 0.50m,
        { House: true, Phone: true } => 0.45m,
        { Mailbox: true } => 0.40m,
        { House: true } or { Phone: true } => 0.30m,
        _ => 0m,
    };

    public bool Contradicts => Name == Agreement.Different || Place == Agreement.Different;

    public string Words
    {
        get
        {
            var words = new List<string>();
            if (Name == Agreement.Same) words.Add("name");
            if (Name == Agreement.Similar) words.Add("similar name");
            if (House) words.Add("address");
            else if (Place == Agreement.Same) words.Add("place");
            if (Phone) words.Add("telephone");
            if (Mailbox) words.Add("shared mailbox");
            return string.Join(", ", words);
        }
    }
}
