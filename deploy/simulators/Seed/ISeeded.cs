namespace Workers.Simulators.Seed;

/// <summary>A vendor that knows rows of this kind; a row given again replaces the one it had.</summary>
internal interface ISeeded<T>
{
    void Seed(IReadOnlyList<T> rows);
}
