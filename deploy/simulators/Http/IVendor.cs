using System.Text.Json;
using Workers.Simulators.Faults;

namespace Workers.Simulators.Http;

/// <summary>A simulated vendor: pure work on memory, no waiting. Waiting and breaking is the pipeline's part.</summary>
internal interface IVendor
{
    string Name { get; }

    /// <summary>Names the operation and keys of a call, before anything is decided about it.</summary>
    void Classify(VendorRequest request);

    /// <summary>The vendor's limits: a refusal, or null when the call is admitted (then <see cref="Leave"/> follows).</summary>
    VendorReply? Admit(VendorRequest request);

    VendorReply Handle(VendorRequest request);

    void Leave(VendorRequest request, VendorReply? reply);

    /// <summary>The vendor's own way to say what a fault wants said.</summary>
    VendorReply Refuse(Fault fault, VendorRequest request, FaultProfile profile);

    /// <summary>Writes a ledger as one JSON value, or returns false when there is none of that name.</summary>
    bool WriteLedger(string thing, DateTimeOffset? since, Utf8JsonWriter json);

    /// <summary>Writes the sums of a ledger as one JSON object, or returns false when there is none of that name.</summary>
    bool WriteSummary(string thing, Utf8JsonWriter json);

    void Reset();
}
