using MassTransit;
using Workers.Hosting;
using Workers.NetSuitePoller;
using Workers.NetSuitePoller.Operate;
using Workers.NetSuitePoller.RequestSalesOrder;
using Workers.Postgres;
using Workers.Vendors;

var worker = WorkerHost.Create(args, "netsuite-poller");

worker.AddOptions<NetSuiteOptions>(NetSuiteOptions.Section);
worker.Services.AddDatabase(worker.Configuration, "netsuite_poller");
worker.AddBus(bus =>
{
    bus.AddConsumer<CreateSalesOrderConsumer, CreateSalesOrderConsumerDefinition>();
    bus.AddConsumer<CancelSalesOrderConsumer, CancelSalesOrderConsumerDefinition>();
}, waitFor: VendorException.IsWaitable);

worker.Services.AddNetSuite();
worker.Services.AddSteps();
worker.Services.AddLoops();
worker.MapEndpoints(OperatorEndpoints.Map);

return await worker.Run();
