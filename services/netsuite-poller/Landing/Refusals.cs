using Workers.NetSuitePoller.SalesOrders;
using Workers.Postgres;

namespace Workers.NetSuitePoller.Landing;

/// <summary>The error row of a refusal, with what was asked and what was answered.</summary>
internal static class Refusals
{
    public static ErrorEntry Entry(Guid orderId, string code, string reason, string? request, string? response) => new()
    {
        OrderId = orderId,
        Source = "NETSUITE",
        ErrorType = "VENDOR_REJECTED",
        Code = RowJson.Storable(code.Length <= 50 ? code : code[..50]),
        Message = reason,
        Request = RowJson.ForJournal(request),
        Response = RowJson.ForJournal(response),
    };
}
