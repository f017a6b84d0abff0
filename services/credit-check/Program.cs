using MassTransit;
using Workers.CreditCheck;
using Workers.CreditCheck.CheckCredit;
using Workers.CreditCheck.Operate;
using Workers.CreditCheck.ReleaseCredit;
using Workers.CreditCheck.Vendors;
using Workers.Hosting;
using Workers.Postgres;
using Workers.Vendors;

var worker = WorkerHost.Create(args, "credit-check");

worker.AddOptions<CreditCheckOptions>(CreditCheckOptions.Section);
worker.AddOptions<DunBradstreetOptions>(DunBradstreetOptions.Section);
worker.AddOptions<As400Options>(As400Options.Section);
worker.Services.AddDatabase(worker.Configuration, "credit_check");
worker.Services.AddCreditCheck();
worker.Services.AddHostedService(provider => provider.GetRequiredService<ResumeWaiting>());
worker.Services.AddHostedService(provider => provider.GetRequiredService<Housekeeping>());
worker.AddBus(bus =>
{
    bus.AddConsumer<CheckCreditConsumer, CheckCreditConsumerDefinition>();
    bus.AddConsumer<ReleaseCreditConsumer, ReleaseCreditConsumerDefinition>();
}, waitFor: VendorException.IsWaitable);
worker.MapEndpoints(CreditEndpoints.Map);

return await worker.Run();
