using Workers.Vendors;

namespace Workers.CreditCheck.Vendors;

/// <summary>An operator, or a refused sign-on, has paused the vendor: wait until it is resumed.</summary>
internal sealed class VendorPausedException(string vendor, string message) : VendorException(vendor, message);
