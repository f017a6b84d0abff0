namespace Workers.Contracts;

/// <summary>The steps of an order's journey, as they stand in rows, events and on the operator's screen.</summary>
public static class OrderSteps
{
    /// <summary>Normalised, subsidiary and products resolved.</summary>
    public const string Staging = "STAGING";
    /// <summary>Who is the customer?</summary>
    public const string Correlation = "CORRELATION";
    /// <summary>May they buy?</summary>
    public const string Credit = "CREDIT";
    /// <summary>The sales order at the ERP.</summary>
    public const string Erp = "ERP";
    /// <summary>The item on the planning board.</summary>
    public const string Board = "BOARD";
}
