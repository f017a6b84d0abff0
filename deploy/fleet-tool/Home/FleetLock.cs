namespace Workers.Fleet.Home;

/// <summary>One verb at a time may start or stop processes of a fleet. The system frees the lock when its holder ends, however it ends.</summary>
internal static class FleetLock
{
    public static async Task<IDisposable> Take(FleetHome home, CancellationToken cancellationToken)
    {
        var path = Path.Combine(home.Directory, "lock");
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 1200)
            {
                if (attempt == 5)
                    Say.Line("Another fleet command is starting or stopping something here; waiting for it ...");
                await Task.Delay(250, cancellationToken);
            }
        }
    }
}
