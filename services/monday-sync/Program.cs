using MassTransit;
using Workers.Hosting;
using Workers.MondaySync;
using Workers.MondaySync.Operate;
using Workers.MondaySync.RecordCommands;
using Workers.Postgres;

var worker = WorkerHost.Create(args, "monday-sync");

worker.AddOptions<MondaySyncOptions>(MondaySyncOptions.Section);
worker.Services.AddDatabase(worker.Configuration, "monday_sync");
worker.Services.AddMondaySync();
worker.AddBus(bus =>
{
    bus.AddConsumer<SyncToBoardConsumer, SyncToBoardConsumerDefinition>();
    bus.AddConsumer<CloseBoardItemConsumer, CloseBoardItemConsumerDefinition>();
});
if (worker.Verb == "run") worker.Services.AddBoardLoop();
worker.MapEndpoints(OperatorEndpoints.Map);
return await worker.Run();
