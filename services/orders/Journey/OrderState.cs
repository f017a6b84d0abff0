using MassTransit;
using Workers.Contracts.NetSuite;
using Workers.Contracts.Transformation;
using Workers.Postgres;

namespace Workers.Orders.Journey;

/// <summary>One order: the row of <c>staging_orders</c> is the instance of the saga. Times are UTC.</summary>
public sealed class OrderState : SagaStateMachineInstance, ISagaVersion
{
    public Guid CorrelationId { get; set; }
    public int Version { get; set; }
    public Guid? CausedBy { get; set; }

    public string Source { get; set; } = "";
    public string SourceOrderId { get; set; } = "";
    public long SourceVersion { get; set; }
    public Guid ExternalId { get; set; }
    public int Attempt { get; set; }
    public DateTime ReceivedAt { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
    public string? TraceId { get; set; }

    public string? StagingStatus { get; set; }
    public string? Step { get; set; }
    public DateTime? StepSince { get; set; }
    public bool RequiresManualReview { get; set; }
    public string? ReviewCode { get; set; }
    public string? ManualReviewReason { get; set; }
    public string? WaitCode { get; set; }
    public string? WaitReason { get; set; }
    public DateTime? WaitUntil { get; set; }
    public DateTime? SweepAt { get; set; }
    public int Sweeps { get; set; }
    public int RetryCount { get; set; }
    public int MaxRetries { get; set; } = 3;
    public string? LastErrorCode { get; set; }
    public string? LastErrorMessage { get; set; }
    public string? UpdatedBy { get; set; }

    public string? ProvisionalOrderId { get; set; }
    public string? OrderNumber { get; set; }
    public string? PurchaseOrderNumber { get; set; }
    public string? SalesforceOpportunityId { get; set; }
    public DateTime? OrderDate { get; set; }
    public DateTime? SfCreatedAt { get; set; }
    public decimal? OrderTotal { get; set; }
    public string? CurrencyCode { get; set; }
    public string? BillingCountry { get; set; }
    public int? SubsidiaryId { get; set; }
    public string? SubsidiaryDeterminationMethod { get; set; }
    public string? SalesforceAccountId { get; set; }
    public string? CustomerEmail { get; set; }
    public string? CustomerName { get; set; }
    public string? As400CustomerId { get; set; }
    public string? As400Company { get; set; }
    public string? DunsNumber { get; set; }
    public string? TaxId { get; set; }
    public string? Document { get; set; }

    public long? NetsuiteCustomerId { get; set; }
    public decimal? CorrelationConfidence { get; set; }
    public string? CorrelationMethod { get; set; }
    public string? CreditCheckStatus { get; set; }
    public string? PaymentTerms { get; set; }

    public bool ErpRequested { get; set; }
    public long? ErpVersion { get; set; }
    public string? NetsuiteTransactionId { get; set; }
    public string? NetsuiteOrderNumber { get; set; }
    public long? NetsuiteInternalId { get; set; }
    public DateTime? NsCreatedAt { get; set; }
    public string? InventoryStatus { get; set; }
    public string? Availability { get; set; }

    public bool BoardRequested { get; set; }
    public string? BoardStatus { get; set; }
    public long? BoardId { get; set; }
    public long? BoardItemId { get; set; }
    public int? BoardSubitems { get; set; }
    public long? BoardVersion { get; set; }
    public DateTime? CompletedAt { get; set; }

    public DateTime? CancelRequestedAt { get; set; }
    public string? CancelReason { get; set; }
    public bool ErpCancelled { get; set; }
    public long? ErpCancelledId { get; set; }
    public bool BoardClosed { get; set; }

    public long? ChosenCustomerId { get; set; }
    public int? ChosenSubsidiaryId { get; set; }
    public string? ChosenBy { get; set; }
    public string? ChosenReason { get; set; }
    public string? ApprovedBy { get; set; }
    public string? ApprovalReason { get; set; }
    public string? AppliedActions { get; set; }

    /// <summary>What the current event adds beside the row; written in the same transaction, never loaded.</summary>
    internal Writes Pending { get; } = new();

    internal sealed class Writes
    {
        public List<AuditEntry> Audit { get; } = [];
        public StagedOrder? Content { get; set; }
        public IReadOnlyList<LineAvailability>? Availability { get; set; }
        public List<string> LookupKeys { get; } = [];
        /// <summary>Versions that reached the saga with this event, for ingestion to stop publishing them.</summary>
        public long? Adopted { get; set; }
        /// <summary>The step that ended with this event, and how long it took.</summary>
        public (string Step, TimeSpan Took)? Finished { get; set; }
    }
}
