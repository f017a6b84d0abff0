using Workers.Hosting;
using Workers.Orders;
using Workers.Orders.Journey;
using Workers.Postgres;
using Workers.Postgres.Sagas;

var worker = WorkerHost.Create(args, "orders");

worker.AddOptions<OrdersOptions>(OrdersOptions.Section);
worker.Services.AddDatabase(worker.Configuration, "orders");
worker.Services.AddOrderServices().AddOrderTimers();
worker.AddBus(
    bus => bus.AddOrderConsumers(),
    (_, rabbit) => OrderJourney.ConfigureOrderStatus(rabbit),
    waitFor: exception => exception is SagaConflictException);
worker.MapEndpoints(OrderEndpoints.Map);

return await worker.Run();
