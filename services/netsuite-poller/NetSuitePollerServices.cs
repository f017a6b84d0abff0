using Microsoft.Extensions.Options;
using Workers.NetSuitePoller.ChangeSalesOrder;
using Workers.NetSuitePoller.Inventory;
using Workers.NetSuitePoller.Landing;
using Workers.NetSuitePoller.Loops;
using Workers.NetSuitePoller.NetSuite;
using Workers.NetSuitePoller.PollSalesOrders;
using Workers.NetSuitePoller.RequestSalesOrder;
using Workers.NetSuitePoller.ResolveUnknown;
using Workers.NetSuitePoller.SalesOrders;
using Workers.NetSuitePoller.SubmitSalesOrders;
using Workers.Postgres;
using Workers.Vendors;

namespace Workers.NetSuitePoller;

/// <summary>The service's registrations, used by the process and by its tests alike.</summary>
internal static class NetSuitePollerServices
{
    public static void AddNetSuite(this IServiceCollection services, HttpMessageHandler? handler = null)
    {
        services.AddSingleton(provider => new VendorHttp(NetSuiteGate.Vendor, provider.GetRequiredService<IOptions<NetSuiteOptions>>().Value, handler));
        services.AddSingleton<VendorStates>();
        services.AddSingleton<NetSuiteGate>();
        services.AddSingleton<NetSuiteToken>();
        services.AddSingleton(provider =>
        {
            var client = ActivatorUtilities.CreateInstance<NetSuiteClient>(provider);
            provider.GetRequiredService<NetSuiteGate>().Probe = client.Probe;
            return client;
        });
        services.AddSingleton<NetSuiteQueries>();
        services.AddSingleton<ItemAvailability>();
    }

    public static void AddSteps(this IServiceCollection services)
    {
        services.AddSingleton<CreateSignal>();
        services.AddSingleton<PollSignal>();
        services.AddSingleton<ChangeSignal>();
        services.AddSingleton<LookupSignal>();
        services.AddSingleton<Announcer>();
        services.AddSingleton<RequestStore>();
        services.AddSingleton<RequestRecorder>();
        services.AddSingleton<SubmissionStore>();
        services.AddSingleton<SubmissionResults>();
        services.AddSingleton<SubmissionMembers>();
        services.AddSingleton<Submitter>();
        services.AddSingleton<LandingStore>();
        services.AddSingleton<OutcomeReader>();
        services.AddSingleton<PollStore>();
        services.AddSingleton<Poller>();
        services.AddSingleton<UnknownResolver>();
        services.AddSingleton<ChangeStore>();
        services.AddSingleton<ChangeCalls>();
        services.AddSingleton<Changer>();
    }

    public static void AddLoops(this IServiceCollection services)
    {
        services.AddHostedService<SubmitLoop>();
        services.AddHostedService<PollLoop>();
        services.AddHostedService<LookupLoop>();
        services.AddHostedService<ChangeLoop>();
        services.AddHostedService<AnnounceLoop>();
    }
}
