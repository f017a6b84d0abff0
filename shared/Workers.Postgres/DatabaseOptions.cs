using System.ComponentModel.DataAnnotations;

namespace Workers.Postgres;

/// <summary>Where a service's slice of the staging database is. Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Database";

    /// <summary>Npgsql connection string of the service's own login role. The pool's size belongs into it; 10 to 20 fits one service.</summary>
    [Required]
    public string ConnectionString { get; set; } = "";

    /// <summary>Connection string of a role that may become the schema's owner. Used by the verb <c>migrate</c> alone; never given to a running service.</summary>
    public string? MigratorConnectionString { get; set; }
}
