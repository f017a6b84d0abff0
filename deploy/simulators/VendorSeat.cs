using Workers.Simulators.Faults;
using Workers.Simulators.Http;
using Workers.Simulators.Ledger;

namespace Workers.Simulators;

/// <summary>A vendor with what can go wrong at it and what was asked of it.</summary>
internal sealed record VendorSeat(IVendor Vendor, FaultInjector Faults, CallLedger Calls)
{
    public void Reset()
    {
        Faults.Clear();
        Calls.Reset();
        Vendor.Reset();
    }
}
