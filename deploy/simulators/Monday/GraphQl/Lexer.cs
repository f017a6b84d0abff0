using System.Globalization;
using System.Text;

namespace Workers.Simulators.Monday.GraphQl;

internal enum TokenKind
{
    End,
    Punctuator,
    Name,
    Int,
    Float,
    String,
}

internal readonly record struct Token(TokenKind Kind, string Text, Place Place);

/// <summary>Cuts GraphQL text into tokens.</summary>
internal sealed class Lexer(string text)
{
    private int position;
    private int line = 1;
    private int lineStart;

    private Place Here => new(line, position - lineStart + 1);

    public Token Next()
    {
        SkipIgnored();
        var place = Here;
        if (position >= text.Length)
            return new Token(TokenKind.End, "", place);

        var first = text[position];
        if (char.IsAsciiLetter(first) || first == '_')
            return new Token(TokenKind.Name, While(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'), place);
        if (char.IsAsciiDigit(first) || first == '-')
            return Number(place);
        if (first == '"')
            return new Token(TokenKind.String, Ahead("\"\"\"") ? BlockText(place) : PlainText(place), place);
        if (Ahead("..."))
        {
            position += 3;
            return new Token(TokenKind.Punctuator, "...", place);
        }

        if ("!$&()[]{}:=@|".Contains(first, StringComparison.Ordinal))
        {
            position++;
            return new Token(TokenKind.Punctuator, first.ToString(), place);
        }

        throw new GraphQlSyntaxException($"Unexpected character {(char.IsControl(first) ? $"\\u{(int)first:x4}" : $"\"{first}\"")}", place);
    }

    private void SkipIgnored()
    {
        for (; position < text.Length; position++)
        {
            switch (text[position])
            {
                case '\n':
                    line++;
                    lineStart = position + 1;
                    break;
                case ' ' or '\t' or '\r' or ',' or '\uFEFF':
                    break;
                case '#':
                    while (position + 1 < text.Length && text[position + 1] is not '\n')
                        position++;
                    break;
                default:
                    return;
            }
        }
    }

    private string While(Func<char, bool> fits)
    {
        var start = position;
        while (position < text.Length && fits(text[position]))
            position++;
        return text[start..position];
    }

    private Token Number(Place place)
    {
        var start = position;
        position += text[position] == '-' ? 1 : 0;
        var digits = While(char.IsAsciiDigit);
        if (digits.Length == 0 || (digits.Length > 1 && digits[0] == '0'))
            throw new GraphQlSyntaxException("Invalid number", place);

        var kind = TokenKind.Int;
        if (Ahead("."))
        {
            kind = TokenKind.Float;
            position++;
            if (While(char.IsAsciiDigit).Length == 0)
                throw new GraphQlSyntaxException("Invalid number, expected digit", place);
        }

        if (position < text.Length && text[position] is 'e' or 'E')
        {
            kind = TokenKind.Float;
            position++;
            position += position < text.Length && text[position] is '+' or '-' ? 1 : 0;
            if (While(char.IsAsciiDigit).Length == 0)
                throw new GraphQlSyntaxException("Invalid number, expected digit", place);
        }

        if (position < text.Length && (char.IsAsciiLetter(text[position]) || text[position] is '_' or '.'))
            throw new GraphQlSyntaxException($"Invalid number, expected digit but got: \"{text[position]}\"", place);
        return new Token(kind, text[start..position], place);
    }

    private string PlainText(Place place)
    {
        var value = new StringBuilder();
        for (position++; position < text.Length; position++)
        {
            var letter = text[position];
            if (letter == '"')
            {
                position++;
                return IsText(value) ? value.ToString() : throw new GraphQlSyntaxException("Invalid Unicode escape sequence", place);
            }

            if (letter is '\n' or '\r')
                break;
            if (letter == '\\')
                Escape(value, place);
            else
                value.Append(letter);
        }

        throw new GraphQlSyntaxException("Unterminated string", place);
    }

    /// <summary>Whether surrogates stand in pairs.</summary>
    private static bool IsText(StringBuilder value)
    {
        for (var index = 0; index < value.Length; index++)
        {
            if (!char.IsSurrogate(value[index]))
                continue;
            if (index + 1 >= value.Length || !char.IsSurrogatePair(value[index], value[index + 1]))
                return false;
            index++;
        }

        return true;
    }

    private void Escape(StringBuilder value, Place place)
    {
        var letter = ++position < text.Length ? text[position] : '\0';
        switch (letter)
        {
            case '"' or '\\' or '/':
                value.Append(letter);
                break;
            case 'b' or 'f' or 'n' or 'r' or 't':
                value.Append("\b\f\n\r\t"["bfnrt".IndexOf(letter, StringComparison.Ordinal)]);
                break;
            case 'u' when position + 4 < text.Length
                && ushort.TryParse(text.AsSpan(position + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                value.Append((char)code);
                position += 4;
                break;
            default:
                throw new GraphQlSyntaxException("Invalid character escape sequence", place);
        }
    }

    private string BlockText(Place place)
    {
        var value = new StringBuilder();
        position += 3;
        while (position < text.Length)
        {
            if (Ahead("\"\"\""))
            {
                position += 3;
                return BlockString.Dedent(value.ToString());
            }

            var escaped = Ahead("\\\"\"\"");
            if (text[position] == '\n')
                (line, lineStart) = (line + 1, position + 1);
            value.Append(escaped ? "\"\"\"" : text[position].ToString());
            position += escaped ? 4 : 1;
        }

        throw new GraphQlSyntaxException("Unterminated string", place);
    }

    private bool Ahead(string expected) => string.CompareOrdinal(text, position, expected, 0, expected.Length) == 0;
}
