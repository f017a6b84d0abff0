using Workers.Hosting;
using Workers.Postgres;
using Workers.Transformation;
using Workers.Transformation.DryRun;
using Workers.Transformation.MapProduct;
using Workers.Transformation.StageOrder;
using Workers.Transformation.Subsidiary;

var worker = WorkerHost.Create(args, "transformation");

worker.AddOptions<TransformationOptions>(TransformationOptions.Section);
worker.Services.AddDatabase(worker.Configuration, "transformation");
worker.Services.AddStaging();
worker.AddBus(bus => bus.AddStagingConsumers());
worker.MapEndpoints(app =>
{
    var operators = app.MapOperatorGroup();
    operators.MapProducts();
    operators.MapDryRun();
});

return await worker.Run();
