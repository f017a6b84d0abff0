using Workers.Hosting;
using Workers.Orders;
using Workers.Orders.Adopt;
using Workers.Orders.Journey;
using Workers.Postgres;
using Workers.Postgres.Sagas;

var worker = WorkerHost.Create(args, "orders");

worker.AddOptions<OrdersOptions>(OrdersOptions.Section);
worker.Services.AddDatabase(worker.Configuration, "orders");
worker.Services.AddOrderServices();
worker.AddBus(
    bus => bus.AddOrderJourney(),
    (_, rabbit) => OrderJourney.ConfigureOrderStatus(rabbit),
    waitFor: exception => exception is SagaConflictException);

return await worker.Run();
