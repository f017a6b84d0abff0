using Workers.Vendors;

namespace Workers.CreditCheck.Vendors;

/// <summary>One paid call: reserved, sent at most once, its row closed whatever comes back.</summary>
internal static class DnbCalls
{
    /// <exception cref="BudgetUsedUpException">Nothing is left today.</exception>
    /// <exception cref="CallNotNeededException">An answer is there or on its way.</exception>
    public static async Task<Reservation> Reserve(CallBudget budget, string kind, string key, CancellationToken cancellationToken)
    {
        var reservation = await budget.Reserve(kind, key, cancellationToken);
        return reservation.State switch
        {
            ReservationState.Granted => reservation,
            ReservationState.UsedUp => throw new BudgetUsedUpException(reservation.Until),
            _ => throw new CallNotNeededException(reservation.State),
        };
    }

    public static async Task<VendorResponse> Send(
        VendorHttp http, CallBudget budget, Reservation call, string key, Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(call.Wait, cancellationToken);
            // Write, not Read: a repetition inside the transport would be a call that the book does not know.
            return await http.Write(request, cancellationToken);
        }
        catch (VendorUnavailableException)
        {
            await budget.GiveBack(call.CallId, "NOT_SENT", CancellationToken.None);
            throw;
        }
        catch (VendorOutcomeUnknownException exception)
        {
            await budget.Finish(call.CallId, key, "NO_ANSWER", null, CancellationToken.None);
            throw new VendorUnavailableException(http.Vendor, exception.Message, exception);
        }
    }

    public static VendorException Failure(string vendor, VendorResponse response)
    {
        var text = $"D&B answered HTTP {(int)response.Status}: {DnbAnswers.ErrorText(response.Body)}";
        return DnbAnswers.IsThrottled((int)response.Status, DnbAnswers.ErrorCode(response.Body))
            ? new VendorThrottledException(vendor, text, response.RetryAfter ?? TimeSpan.FromSeconds(2))
            : new VendorUnavailableException(vendor, text);
    }
}

/// <summary>The day's budget is used up: wait until it returns.</summary>
internal sealed class BudgetUsedUpException(DateTime? until) : Exception("D&B's budget for today is used up")
{
    public DateTime? Until { get; } = until;
}

/// <summary>Look into the cache again: an answer came meanwhile, is on its way, or the second's rate is full.</summary>
internal sealed class CallNotNeededException(ReservationState state) : Exception($"no call now: {state}")
{
    public ReservationState State { get; } = state;
}
