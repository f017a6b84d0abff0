using System.Security.Cryptography;
using Workers.LocalServers;

namespace Workers.Fleet.Home;

/// <summary>Every user name, password and key of one fleet: generated once, in a file that only its owner may read.</summary>
internal sealed record Credentials
{
    /// <summary>Password by database role.</summary>
    public Dictionary<string, string> Database { get; init; } = [];

    /// <summary>Password by broker user.</summary>
    public Dictionary<string, string> Broker { get; init; } = [];

    /// <summary>Goes with every operator request as header X-Api-Key.</summary>
    public string OperatorApiKey { get; init; } = StateFile.NewPassword();

    /// <summary>Goes with every order that is posted to the intake as header X-Api-Key.</summary>
    public string IntakeApiKey { get; init; } = StateFile.NewPassword();

    public VendorCredentials Vendors { get; init; } = new();

    public static Credentials Load(FleetHome home) => StateFile.Read<Credentials>(home.CredentialsFile)
        ?? throw new FleetException($"No fleet was started in {home.Directory}. Start it with deploy/fleet up.", ExitCode.NotRunning);

    /// <summary>The credentials of the home; whatever is missing is generated and kept.</summary>
    public static Credentials LoadOrCreate(FleetHome home)
    {
        var credentials = StateFile.Read<Credentials>(home.CredentialsFile) ?? new();
        foreach (var role in DatabaseRoles)
            credentials.Database.TryAdd(role, StateFile.NewPassword());
        foreach (var user in BrokerUsers)
            credentials.Broker.TryAdd(user, StateFile.NewPassword());
        StateFile.Write(home.CredentialsFile, credentials);
        CreateNetSuiteKey(home.NetSuiteKey, home.NetSuitePublicKey);
        return credentials;
    }

    public static IEnumerable<string> DatabaseRoles =>
        [.. ServiceCatalogue.Services.Select(service => service.Schema), "fleet_migrator", "reporting_reader"];

    public static IEnumerable<string> BrokerUsers =>
        [.. ServiceCatalogue.Services.Select(service => service.Name), "publisher", "operator"];

    /// <summary>NetSuite signs workers in by a certificate: the private key stays here, the public one is handed over.</summary>
    public static void CreateNetSuiteKey(string privateKey, string publicKey)
    {
        if (File.Exists(privateKey) && File.Exists(publicKey))
            return;

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(privateKey, "");
        File.SetUnixFileMode(privateKey, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(privateKey, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(publicKey, key.ExportSubjectPublicKeyInfoPem());
    }
}

/// <summary>The accounts at the vendors' simulators.</summary>
internal sealed record VendorCredentials
{
    public string NetSuiteAccount { get; init; } = "TSTDRV1001";

    public string NetSuiteClientId { get; init; } = StateFile.NewPassword();

    public string NetSuiteCertificateId { get; init; } = StateFile.NewPassword();

    public string MondayToken { get; init; } = StateFile.NewPassword();

    public string DunBradstreetKey { get; init; } = StateFile.NewPassword();

    public string DunBradstreetSecret { get; init; } = StateFile.NewPassword();

    public string As400User { get; init; } = "WORKERS";

    public string As400Password { get; init; } = StateFile.NewPassword();
}
