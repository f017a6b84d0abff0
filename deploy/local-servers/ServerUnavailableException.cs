namespace Workers.LocalServers;

/// <summary>A private server cannot be had here. The message names the cause and the cure.</summary>
public sealed class ServerUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
