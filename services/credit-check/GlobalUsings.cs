// The slices' folders are named after their commands, so the commands go by another name inside the service.
global using CheckCreditCommand = Workers.Contracts.Credit.CheckCredit;
global using ReleaseCreditCommand = Workers.Contracts.Credit.ReleaseCredit;
