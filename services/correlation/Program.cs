using Workers.Correlation;
using Workers.Correlation.MasterCustomers;
using Workers.Correlation.ShowCorrelation;
using Workers.Hosting;
using Workers.Postgres;

var worker = WorkerHost.Create(args, "correlation");

worker.Services.AddDatabase(worker.Configuration, "correlation");
worker.Services.AddCorrelation();
worker.AddBus(bus => bus.AddCorrelationConsumers());
worker.MapEndpoints(app =>
{
    var operators = app.MapOperatorGroup();
    operators.MapCustomers();
    operators.MapCorrelations();
});

return await worker.Run();
