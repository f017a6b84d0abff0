using Workers.CreditCheck.CheckCredit;
using Workers.CreditCheck.Operate;
using Workers.CreditCheck.ReleaseCredit;
using Workers.CreditCheck.Vendors;
using Workers.Postgres;

namespace Workers.CreditCheck;

/// <summary>The parts of the service, apart from host, database and bus.</summary>
internal static class CreditCheckRegistration
{
    public static IServiceCollection AddCreditCheck(this IServiceCollection services) => services
        .AddSingleton<VendorStates>()
        .AddSingleton<VendorPauses>()
        .AddSingleton<SignOn>()
        .AddSingleton<As400Client>()
        .AddSingleton<CallBudget>()
        .AddSingleton<CreditCache>()
        .AddSingleton<DnbClient>()
        .AddSingleton<CreditLookup>()
        .AddSingleton<CreditStore>()
        .AddSingleton<WaitingStore>()
        .AddSingleton<CreditChecks>()
        .AddSingleton<ReleaseStore>()
        .AddSingleton<CacheView>()
        .AddSingleton<DryRun>()
        .AddSingleton<ResumeWaiting>()
        .AddSingleton<Housekeeping>();
}
