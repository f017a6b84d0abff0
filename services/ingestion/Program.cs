using Workers.Hosting;
using Workers.Ingestion;
using Workers.Postgres;

var worker = WorkerHost.Create(args, "ingestion");

worker.AddOptions<IngestionOptions>(IngestionOptions.Section);
worker.Services.AddDatabase(worker.Configuration, "ingestion");
worker.Services.AddIngestion();
worker.AddBus(bus => bus.AddIngestionConsumers());
worker.MapEndpoints(app => app.MapIngestion());

return await worker.Run();
