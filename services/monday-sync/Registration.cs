using Microsoft.Extensions.Options;
using Workers.MondaySync.CallMonday;
using Workers.MondaySync.CheckBoard;
using Workers.MondaySync.MapOrder;
using Workers.MondaySync.Operate;
using Workers.MondaySync.RecordCommands;
using Workers.MondaySync.RollOver;
using Workers.MondaySync.SyncBoard;
using Workers.Postgres;

namespace Workers.MondaySync;

/// <summary>Everything but options, database and bus, which tests bring themselves.</summary>
internal static class Registration
{
    public static IServiceCollection AddMondaySync(this IServiceCollection services)
    {
        services.AddSingleton(provider => MappingFile.Load(provider.GetRequiredService<IOptions<MondaySyncOptions>>().Value));
        services.AddSingleton<CommandStore>().AddSingleton<CommandAnswers>();
        services.AddSingleton<CallBudget>().AddSingleton<MondayClient>().AddSingleton<ItemLookUp>();
        services.AddSingleton<BoardInspector>().AddSingleton<BoardGate>().AddSingleton<BoardStore>().AddSingleton<BoardRollover>();
        services.AddSingleton<RoundStore>().AddSingleton<RoundLoader>().AddSingleton<SettledResults>().AddSingleton<RoundResults>();
        services.AddSingleton<BoardComparison>().AddSingleton<RoundRunner>().AddSingleton<SyncLoop>();
        services.AddSingleton<WorkSignal>().AddSingleton<VendorHold>().AddSingleton<VendorStates>().AddSingleton<Announcer>().AddSingleton<WaitingOrders>();
        services.AddSingleton<BatchList>().AddSingleton<ErrorList>().AddSingleton<ErrorRetry>().AddSingleton<BatchRollback>().AddSingleton<BoardAdoption>().AddSingleton<DryRun>();
        services.AddHealthChecks().AddCheck<BoardGate>("boards", tags: ["ready"]);
        return services;
    }

    public static IServiceCollection AddBoardLoop(this IServiceCollection services) =>
        services.AddHostedService(provider => provider.GetRequiredService<SyncLoop>()).AddHostedService<Upkeep>();
}
