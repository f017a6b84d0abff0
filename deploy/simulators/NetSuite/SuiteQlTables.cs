using System.Text.Json;
using Workers.Simulators.Http;

namespace Workers.Simulators.NetSuite;

/// <summary>A table as SuiteQL sees it: text columns, and the columns by which a row is found without reading all.</summary>
internal sealed record SuiteQlTable(
    string Name,
    Dictionary<string, Func<object, string?>> Columns,
    Func<IEnumerable<object>> Rows,
    Dictionary<string, Func<string, IEnumerable<object>>> Indexes);

/// <summary>A line with the order it belongs to.</summary>
internal sealed record TransactionLine(SalesOrderRecord Order, OrderLine Line);

/// <summary>The four tables that can be asked.</summary>
internal static class SuiteQlTables
{
    private static readonly Dictionary<string, Func<object, string?>> Transaction = Columns<SalesOrderRecord>(
        ("id", order => order.Id.ToString()),
        ("tranid", order => order.TranId),
        ("externalid", order => order.ExternalId),
        ("type", _ => "SalesOrd"),
        ("recordtype", _ => "salesorder"),
        ("status", order => order.Status),
        ("entity", order => order.Customer.Id.ToString()),
        ("otherrefnum", order => order.OtherRefNum),
        ("currency", order => Currencies.IdOf(order.Currency)),
        ("foreigntotal", order => Money(order.Total)),
        ("trandate", order => HeaderText(order, "tranDate")),
        ("memo", order => HeaderText(order, "memo")),
        ("createddate", order => JsonText.IsoSeconds(order.CreatedAt)),
        ("lastmodifieddate", order => JsonText.IsoSeconds(order.ModifiedAt)));

    // Sales lines carry negative quantities and amounts in SuiteQL.
    private static readonly Dictionary<string, Func<object, string?>> Line = Columns<TransactionLine>(
        ("transaction", row => row.Order.Id.ToString()),
        ("id", row => row.Line.Line.ToString()),
        ("linesequencenumber", row => row.Line.Line.ToString()),
        ("uniquekey", row => $"{row.Order.Id}{row.Line.Line:000}"),
        ("mainline", _ => "F"),
        ("item", row => row.Line.Item.Id),
        ("quantity", row => Money(-row.Line.Quantity)),
        ("rate", row => Money(row.Line.Rate)),
        ("foreignamount", row => Money(-row.Line.Amount)),
        ("netamount", row => Money(-row.Line.Amount)),
        ("isclosed", row => Flag(row.Line.IsClosed)));

    private static readonly Dictionary<string, Func<object, string?>> Customer = Columns<CustomerRecord>(
        ("id", row => row.Id.ToString()),
        ("entityid", row => row.EntityId),
        ("externalid", row => row.ExternalId),
        ("companyname", row => row.CompanyName),
        ("email", row => row.Email),
        ("phone", row => row.Phone),
        ("currency", row => Currencies.IdOf(row.Currency)),
        ("creditlimit", row => row.CreditLimit is { } limit ? Money(limit) : null),
        ("overduebalancesearch", row => Money(row.OverdueBalance)),
        ("isinactive", _ => "F"),
        ("datecreated", row => JsonText.IsoSeconds(row.CreatedAt)),
        ("lastmodifieddate", row => JsonText.IsoSeconds(row.ModifiedAt)));

    private static readonly Dictionary<string, Func<object, string?>> Item = Columns<ItemRecord>(
        ("id", row => row.Id),
        ("itemid", row => row.ItemId),
        ("externalid", row => row.ItemId),
        ("displayname", row => row.DisplayName),
        ("itemtype", _ => "InvtPart"),
        ("quantityavailable", row => Money(row.Stock)),
        ("totalquantityonhand", row => Money(row.Stock)),
        ("isdropshipitem", row => Flag(row.DropShip)),
        ("isspecialorderitem", row => Flag(row.SpecialOrder)),
        ("vendor", row => row.Vendor),
        ("leadtime", row => row.LeadTimeDays?.ToString()),
        ("baseprice", row => row.ListPrice is { } price ? Money(price) : null),
        ("isinactive", row => Flag(row.Inactive)));

    public static SuiteQlTable? Find(string name, NetSuiteStore store) => name.ToLowerInvariant() switch
    {
        "transaction" => new("transaction", Transaction, () => store.Orders.Values, new(StringComparer.OrdinalIgnoreCase)
        {
            ["id"] = id => One(long.TryParse(id, out var number) ? store.Orders.GetValueOrDefault(number) : null),
            ["externalid"] = id => One(store.OrdersByExternalId.GetValueOrDefault(id)),
        }),
        "transactionline" => new("transactionline", Line, () => store.Orders.Values.SelectMany(Lines), new(StringComparer.OrdinalIgnoreCase)
        {
            ["transaction"] = id => long.TryParse(id, out var number) && store.Orders.TryGetValue(number, out var order) ? Lines(order) : [],
        }),
        "customer" => new("customer", Customer, () => store.Customers.Values.Where(customer => !customer.Deleted), new(StringComparer.OrdinalIgnoreCase)
        {
            ["id"] = id => One(long.TryParse(id, out var number) && store.Customers.GetValueOrDefault(number) is { Deleted: false } customer ? customer : null),
            ["externalid"] = id => One(store.CustomersByExternalId.GetValueOrDefault(id)),
        }),
        "item" => new("item", Item, () => store.Items.Values, new(StringComparer.OrdinalIgnoreCase)
        {
            ["id"] = id => One(store.Items.GetValueOrDefault(id)),
        }),
        _ => null,
    };

    /// <summary>Custom body fields can be selected too; they are read from what the caller sent.</summary>
    public static Func<object, string?>? Custom(SuiteQlTable table, string column) =>
        table.Name == "transaction" && column.StartsWith("custbody_", StringComparison.Ordinal)
            ? row => HeaderText((SalesOrderRecord)row, column)
            : null;

    private static string? HeaderText(SalesOrderRecord order, string name) => JsonText.Parse(order.Header)!.Value.Text(name);

    private static IEnumerable<object> Lines(SalesOrderRecord order) => order.Lines.Select(line => new TransactionLine(order, line));

    private static IEnumerable<object> One(object? row) => row is null ? [] : [row];

    private static string Flag(bool value) => value ? "T" : "F";

    private static string Money(decimal value) => value.ToString("0.##########");

    private static Dictionary<string, Func<object, string?>> Columns<T>(params (string Name, Func<T, string?> Read)[] columns) =>
        columns.ToDictionary(column => column.Name, column => (Func<object, string?>)(row => column.Read((T)row)), StringComparer.OrdinalIgnoreCase);
}
