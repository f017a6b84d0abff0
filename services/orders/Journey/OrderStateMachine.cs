using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;
using Workers.Contracts;
using Workers.Contracts.Board;
using Workers.Contracts.Correlation;
using Workers.Contracts.Credit;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Orders;
using Workers.Contracts.Transformation;
using Workers.Postgres;

namespace Workers.Orders.Journey;

/// <summary>
/// The journey of an order as a table: which event is judged by which decision. The state is <c>staging_status</c>. A decision changes the order
/// and says whether anything is to be sent; what is sent follows from the order alone (<see cref="OrderCommands"/>).
/// </summary>
public sealed class OrderStateMachine : MassTransitStateMachine<OrderState>
{
    private readonly TimeProvider clock;
    private readonly OrdersOptions options;

    /// <summary>Declares states, events and the table.</summary>
    public OrderStateMachine(TimeProvider clock, IOptions<OrdersOptions> options)
    {
        this.clock = clock;
        this.options = options.Value;
        InstanceState(order => order.StagingStatus);
        foreach (var status in Statuses.All) State(status);
        Correlate();

        Initially(On(Staged, IntakeDecisions.Staged));
        DuringAny(
            // What the channel wants
            On(Staged, IntakeDecisions.Staged),
            // Who is it, may they buy?
            On(Correlated, AnswerDecisions.Correlated),
            On(CorrelationUncertain, AnswerDecisions.CorrelationNeedsReview),
            On(CreditDecided, AnswerDecisions.CreditChecked),
            // The sales order
            On(Submitted, VendorDecisions.Submitted),
            On(Created, VendorDecisions.Created),
            On(SalesOrderRefused, VendorDecisions.SalesOrderFailed),
            On(SalesOrderClosed, VendorDecisions.SalesOrderCancelled),
            // The board
            On(Synced, VendorDecisions.Synced),
            On(BoardRefused, VendorDecisions.BoardSyncFailed),
            On(BoardItemGone, VendorDecisions.BoardItemClosed),
            // Any step
            On(Waits, AnswerDecisions.Waiting),
            On(Fails, AnswerDecisions.Failed),
            On(Unanswered, OperatorDecisions.Resend),
            // People
            On(Retry, OperatorDecisions.Retry),
            On(Cancel, OperatorDecisions.Cancel),
            On(CustomerChosen, OperatorDecisions.ChooseCustomer),
            On(SubsidiaryChosen, OperatorDecisions.ChooseSubsidiary),
            On(CreditByPerson, OperatorDecisions.DecideCredit));
    }

    public Event<OrderStaged> Staged { get; private set; } = null!;
    public Event<CustomerCorrelated> Correlated { get; private set; } = null!;
    public Event<CorrelationNeedsReview> CorrelationUncertain { get; private set; } = null!;
    public Event<CreditChecked> CreditDecided { get; private set; } = null!;
    public Event<SalesOrderSubmitted> Submitted { get; private set; } = null!;
    public Event<SalesOrderCreated> Created { get; private set; } = null!;
    public Event<SalesOrderFailed> SalesOrderRefused { get; private set; } = null!;
    public Event<SalesOrderCancelled> SalesOrderClosed { get; private set; } = null!;
    public Event<BoardItemSynced> Synced { get; private set; } = null!;
    public Event<BoardSyncFailed> BoardRefused { get; private set; } = null!;
    public Event<BoardItemClosed> BoardItemGone { get; private set; } = null!;
    public Event<StepWaiting> Waits { get; private set; } = null!;
    public Event<StepFailed> Fails { get; private set; } = null!;
    public Event<ResendCurrentCommand> Unanswered { get; private set; } = null!;
    public Event<RetryOrder> Retry { get; private set; } = null!;
    public Event<CancelOrder> Cancel { get; private set; } = null!;
    public Event<ChooseCustomer> CustomerChosen { get; private set; } = null!;
    public Event<ChooseSubsidiary> SubsidiaryChosen { get; private set; } = null!;
    public Event<DecideCredit> CreditByPerson { get; private set; } = null!;

    private void Correlate()
    {
        ById(() => Staged, message => message.OrderId);
        ById(() => Correlated, message => message.OrderId);
        ById(() => CorrelationUncertain, message => message.OrderId);
        ById(() => CreditDecided, message => message.OrderId);
        ById(() => Submitted, message => message.OrderId);
        ById(() => Created, message => message.OrderId);
        ById(() => SalesOrderRefused, message => message.OrderId);
        ById(() => SalesOrderClosed, message => message.OrderId);
        ById(() => Synced, message => message.OrderId);
        ById(() => BoardRefused, message => message.OrderId);
        ById(() => BoardItemGone, message => message.OrderId);
        ById(() => Waits, message => message.OrderId);
        ById(() => Fails, message => message.OrderId);
        ById(() => Unanswered, message => message.OrderId);
        ById(() => Retry, message => message.OrderId);
        ById(() => Cancel, message => message.OrderId);
        ById(() => CustomerChosen, message => message.OrderId);
        ById(() => SubsidiaryChosen, message => message.OrderId);
        ById(() => CreditByPerson, message => message.OrderId);
    }

    // An order whose row was dropped by retention is past caring; only a staged event makes a row.
    private void ById<T>(System.Linq.Expressions.Expression<Func<Event<T>>> @event, Func<T, Guid> id) where T : class =>
        Event(@event, configure => configure.CorrelateById(context => id(context.Message)).OnMissingInstance(missing => missing.Discard()));

    private EventActivityBinder<OrderState, T> On<T>(Event<T> @event, Func<OrderState, T, DateTime, Decision?> decide) where T : class =>
        When(@event).ThenAsync(context => Apply(context, decide));

    private async Task Apply<T>(BehaviorContext<OrderState, T> context, Func<OrderState, T, DateTime, Decision?> decide) where T : class
    {
        var order = context.Saga;
        // Exactly this message was applied before, but what it caused may not have been sent: the process ended in between.
        if (context.MessageId is { } messageId && order.CausedBy == messageId)
        {
            await Send(context);
            return;
        }
        var now = clock.GetUtcNow().UtcDateTime;
        var before = OrderAudit.Snapshot(order);
        if (decide(order, context.Message, now) is not { } decision) return;

        order.Version++;
        order.CausedBy = context.MessageId;
        order.UpdatedAt = now;
        order.UpdatedBy = decision.By ?? "orders";
        if (decision.ActionId is { } action) order.AppliedActions = $"{order.AppliedActions} {action:n}";
        order.SweepAt = options.NextSweep(order, now);
        order.Pending.Audit.Add(OrderAudit.Entry(order, before, decision));
        if (decision.Send) await Send(context);
    }

    private static async Task Send(BehaviorContext<OrderState> context)
    {
        foreach (var command in OrderCommands.Current(context.Saga)) await context.Publish(command, command.GetType());
    }
}
