using System.Net;
using Workers.Postgres;
using Workers.Vendors;

namespace Workers.CreditCheck.Vendors;

/// <summary>Lets one call of the fleet through until a sign-on was seen to work here, and pauses the vendor for everyone when one was refused.</summary>
internal sealed class SignOn(Database database, VendorStates states, VendorPauses pauses) : IDisposable
{
    private const string Vendor = As400Client.Vendor;
    private readonly SemaphoreSlim gate = new(1);
    private volatile bool proven;

    /// <summary>Makes the call; a 401 becomes a pause with this explanation.</summary>
    public async Task<VendorResponse> Guard(
        Func<Task<VendorResponse>> call, Func<VendorResponse, string> refusal, CancellationToken cancellationToken)
    {
        if (proven) return await Checked(call, refusal, cancellationToken);
        await gate.WaitAsync(cancellationToken);
        try
        {
            return proven ? await Checked(call, refusal, cancellationToken) : await First(call, refusal, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<VendorResponse> First(Func<Task<VendorResponse>> call, Func<VendorResponse, string> refusal, CancellationToken cancellationToken)
    {
        await Claim(cancellationToken);
        try
        {
            // Read afresh and under the claim: another process may have been refused a moment ago.
            if ((await states.All(cancellationToken)).FirstOrDefault(state => state is { Vendor: Vendor, State: "paused" }) is { } pause)
                throw new VendorUnavailableException(Vendor, pause.Reason ?? "the AS400 is paused");
            var response = await Checked(call, refusal, cancellationToken);
            // An outage proves nothing.
            proven = response.IsSuccess || response.Status == HttpStatusCode.NotFound;
            return response;
        }
        finally
        {
            await Release();
        }
    }

    private async Task<VendorResponse> Checked(Func<Task<VendorResponse>> call, Func<VendorResponse, string> refusal, CancellationToken cancellationToken)
    {
        var response = await call();
        if (response.Status != HttpStatusCode.Unauthorized) return response;
        proven = false;
        await pauses.ByItself(Vendor, "AS400", refusal(response), response, CancellationToken.None);
        throw new VendorUnavailableException(Vendor, refusal(response));
    }

    private async Task Claim(CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            var claimed = await database.Execute(
                """
                -- credit_check: claim the first sign-on
                insert into sign_on as held (vendor, leased_until)
                values (@vendor, clock_timestamp() + interval '20 seconds')
                on conflict (vendor) do update set leased_until = excluded.leased_until
                where held.leased_until < clock_timestamp()
                """, new { vendor = Vendor }, cancellationToken);
            if (claimed == 1) return;
            await Task.Delay(50, cancellationToken);
        }
        throw new VendorUnavailableException(Vendor, "another instance is signing on to the AS400");
    }

    private Task<int> Release() => database.Execute(
        """
        -- credit_check: release the first sign-on
        update sign_on set leased_until = '-infinity' where vendor = @vendor
        """, new { vendor = Vendor }, CancellationToken.None);
}
