using System.Text.Json;
using Microsoft.Extensions.Logging;
using Workers.Postgres;
using Workers.Vendors;

namespace Workers.CreditCheck.Vendors;

/// <summary>Pauses a vendor that refused the fleet's credentials: repeating would disable the profile or burn the budget.</summary>
internal sealed class VendorPauses(Database database, VendorStates states, ILogger<VendorPauses> logger)
{
    public async Task ByItself(string vendor, string errorSource, string reason, VendorResponse? response, CancellationToken cancellationToken)
    {
        if (!await states.Set(vendor, "paused", "credit-check", reason, cancellationToken)) return;
        logger.LogError("{Vendor} is paused: {Reason}", vendor, reason);
        await database.InTransaction(async (connection, transaction) =>
        {
            await Journal.Errors(connection, transaction,
            [
                new ErrorEntry
                {
                    Source = errorSource, ErrorType = "SIGN_ON_REFUSED", Code = response is null ? null : ((int)response.Status).ToString(), Message = reason,
                    Response = response is null ? null : JsonSerializer.Serialize(new { status = (int)response.Status, body = response.Body.Length > 4000 ? response.Body[..4000] : response.Body }),
                },
            ]);
            return true;
        }, cancellationToken);
    }
}
